package io.serai.check.internal;

import io.serai.check.Invariant;
import io.serai.payment.CardData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * I8 over every column of text of every table, also those that nobody thought of; but for the rows
 * that are looked at with their payment or card account. Read by blocks of the table, so that it
 * takes no index, no order and no long transaction.
 */
final class CardScan {

  private static final int BLOCKS = 256;

  private static final String TABLES =
      """
      select c.oid::regclass::text,
             ceil(pg_relation_size(c.oid) / current_setting('block_size')::numeric)::bigint,
             string_agg(format('%I::text', a.attname), ', ' order by a.attnum)
               filter (where t.typcategory in ('S', 'A') or t.typname in ('json', 'jsonb')),
             min(a.attname) filter (where a.attname in ('payment_id', 'account_id'))
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        join pg_type t on t.oid = a.atttypid
       where c.relkind = 'r' and n.nspname in ('public', 'settlement')
         and c.relname not in ('payment', 'follow_up', 'flyway_schema_history')
         and not exists (select from pg_inherits i
                          where i.inhrelid = c.oid
                            and i.inhparent in ('journal'::regclass, 'card_event'::regclass))
       group by c.oid order by 1
      """;

  /** A table with columns of text. */
  private record Table(String name, long blocks, String columns, @Nullable String owner) {}

  private CardScan() {}

  /**
   * Looks at the tables.
   *
   * @param all whether also at those whose rows belong to payments or card accounts
   */
  static void run(DataSource database, boolean all, Progress progress, Findings findings)
      throws SQLException {
    for (Table table : Reading.of(database, CardScan::tables)) {
      if (all || table.owner() == null) {
        progress.say("looking for card data in " + table.name());
        for (long block = 0; block < table.blocks(); block += BLOCKS) {
          long first = block;
          Reading.of(
              database,
              connection -> {
                scan(connection, table, first, findings);
                return true;
              });
        }
      }
    }
  }

  private static List<Table> tables(Connection connection) throws SQLException {
    List<Table> tables = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(TABLES)) {
      while (row.next()) {
        if (row.getString(3) != null) {
          tables.add(
              new Table(row.getString(1), row.getLong(2), row.getString(3), row.getString(4)));
        }
      }
    }
    return tables;
  }

  private static void scan(Connection connection, Table table, long first, Findings findings)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select concat_ws(E'\\n', "
                + table.columns()
                + ")"
                + (table.owner() == null ? ", null::text" : ", " + table.owner())
                + " from "
                + table.name()
                + " where ctid >= ?::tid and ctid < ?::tid")) {
      query.setString(1, "(" + first + ",0)");
      query.setString(2, "(" + (first + BLOCKS) + ",0)");
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          String payment = row.getString(2);
          for (String kind : CardData.kinds(row.getString(1))) {
            findings.add(Invariant.I8, payment, "the table " + table.name() + " holds " + kind);
          }
        }
      }
    }
  }
}
