package io.serai.engine.internal.caps;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** What each process used of each cap, and the months' volumes, in PostgreSQL. Blocking. */
final class CapTable {

  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** What this process used of one cap in one minute or day. */
  record Row(Slot.Id id, Usage usage) {}

  private final JdbcTemplate jdbc;
  private final String process;

  CapTable(JdbcTemplate jdbc, String process) {
    this.jdbc = jdbc;
    this.process = process;
  }

  void write(List<Row> rows) {
    jdbc.batchUpdate(
        """
        insert into cap_usage (cap, window_start, window_end, process, count, sum)
        values (?, ?, ?, ?, ?, ?)
        on conflict (cap, window_start, window_end, process)
          do update set count = excluded.count, sum = excluded.sum
        """,
        rows,
        100,
        (statement, row) -> {
          statement.setString(1, row.id().cap());
          statement.setTimestamp(2, at(row.id().window().start()));
          statement.setTimestamp(3, at(row.id().window().end()));
          statement.setString(4, process);
          statement.setLong(5, row.usage().count());
          statement.setLong(6, row.usage().sum());
        });
  }

  /** What all other processes used, also such as are gone, in what has not ended. */
  Map<Slot.Id, Usage> others(Instant now) {
    Map<Slot.Id, Usage> used = new HashMap<>();
    jdbc.query(
        """
        select cap, window_start, window_end, sum(count), sum(sum) from cap_usage
         where window_end > ? and process <> ? group by 1, 2, 3
        """,
        row -> {
          var window = new Per.Window(seconds(row.getTimestamp(2)), seconds(row.getTimestamp(3)));
          used.put(
              new Slot.Id(row.getString(1), window),
              new Usage(fitting(row.getBigDecimal(4)), fitting(row.getBigDecimal(5))));
        },
        Timestamp.from(now),
        process);
    return used;
  }

  /** Whether this process is the first to find the cap reached in this minute or day. */
  boolean firstToReach(Slot.Id id) {
    return jdbc.update(
            "insert into cap_reached (cap, window_start, window_end, process) values (?, ?, ?, ?)"
                + " on conflict do nothing",
            id.cap(),
            at(id.window().start()),
            at(id.window().end()),
            process)
        == 1;
  }

  /**
   * Adds what this process used to what ended processes used, in one row for each cap and window: a
   * month sees more processes than it should have rows.
   */
  void leave() {
    jdbc.update(
        """
        with mine as (delete from cap_usage where process = ? returning *)
        insert into cap_usage (cap, window_start, window_end, process, count, sum)
        select cap, window_start, window_end, '', count, sum from mine order by 1, 2, 3
        on conflict (cap, window_start, window_end, process)
          do update set count = cap_usage.count + excluded.count,
                        sum = least(cap_usage.sum::numeric + excluded.sum, 9223372036854775807)
        """,
        process);
  }

  void forget(Instant endedBefore) {
    jdbc.update("delete from cap_usage where window_end < ?", Timestamp.from(endedBefore));
    jdbc.update("delete from cap_reached where window_end < ?", Timestamp.from(endedBefore));
  }

  private static long fitting(BigDecimal sum) {
    return sum.min(MOST).max(MOST.negate()).longValue();
  }

  private static Timestamp at(long seconds) {
    return Timestamp.from(Instant.ofEpochSecond(seconds));
  }

  private static long seconds(Timestamp at) {
    return at.toInstant().getEpochSecond();
  }
}
