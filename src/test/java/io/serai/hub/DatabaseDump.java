package io.serai.hub;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Everything that a hub has stored, as text. */
final class DatabaseDump {

  private DatabaseDump() {}

  static String of(JdbcTemplate jdbc) {
    StringBuilder dump = new StringBuilder();
    List<String> tables =
        jdbc.queryForList(
            "select table_name from information_schema.tables"
                + " where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
            String.class);
    for (String table : tables) {
      jdbc.queryForList("select to_jsonb(t)::text from \"" + table + "\" t", String.class)
          .forEach(row -> dump.append(table).append(' ').append(row).append('\n'));
    }
    return dump.toString();
  }
}
