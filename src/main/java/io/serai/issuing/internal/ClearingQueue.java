package io.serai.issuing.internal;

import io.serai.issuing.CardRequest.Merchant;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Records that wait to be booked. Blocking. */
final class ClearingQueue {

  /** A record that waits. */
  record Waiting(String upload, int line, String tenant, String file, Presentment record) {}

  /**
   * What became of one.
   *
   * @param hold what it was matched to, or null
   * @param outcome what the history says of it, or null where it was put aside
   * @param replay whether its key had been claimed before
   * @param field what is wrong with it, or null
   * @param reason why it is put aside, or null
   * @param mendable whether it can be booked as it stands once that is mended
   */
  record Done(
      Waiting waiting,
      @Nullable String hold,
      @Nullable String outcome,
      boolean replay,
      @Nullable String field,
      @Nullable String reason,
      boolean mendable) {

    static Done booked(Waiting waiting, @Nullable String hold, String outcome, boolean replay) {
      return new Done(waiting, hold, outcome, replay, null, null, false);
    }

    /** Put aside until what it met is mended, as a card that is not there yet. */
    static Done aside(Waiting waiting, String field, String reason) {
      return new Done(waiting, null, null, false, field, reason, true);
    }

    /** Put aside for good: it must say something else. */
    static Done asideForGood(Waiting waiting, String field, String reason) {
      return new Done(waiting, null, null, false, field, reason, false);
    }
  }

  private final JdbcTemplate jdbc;

  ClearingQueue(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The next ones, of each card only the first, so that the next is matched to what it left. */
  List<Waiting> next(int most) {
    return jdbc.query(
        """
        select distinct on (w.token) w.*
          from (select r.*, f.file, f.received_at
                  from clearing_record r join clearing_file f on f.upload = r.upload
                 where r.state = 'waiting' and f.state in ('booking', 'booked')
                 order by f.received_at, r.upload, r.line limit ?) w
         order by w.token, w.received_at, w.upload, w.line
        """,
        (row, n) -> waiting(row),
        most);
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    return new Waiting(
        row.getString("upload"),
        row.getInt("line"),
        row.getString("tenant"),
        row.getString("file"),
        new Presentment(
            row.getInt("number"),
            ClearingType.of(row.getString("type")).orElseThrow(),
            row.getString("token"),
            row.getString("last_four"),
            money(row, "minor", "currency"),
            money(row, "billing_minor", "billing_currency"),
            row.getInt("part"),
            row.getInt("parts"),
            row.getString("approval_code"),
            row.getString("rrn"),
            row.getString("reference"),
            new Merchant(
                row.getString("merchant"),
                row.getString("terminal"),
                row.getString("category"),
                row.getString("country")),
            row.getDate("day").toLocalDate()));
  }

  private static Money money(ResultSet row, String minor, String currency) throws SQLException {
    return new Money(row.getLong(minor), Currency.of(row.getString(currency)));
  }

  /**
   * Writes what became of some. A key that had been claimed is this record's own where the process
   * ended before it wrote so, and a repeat where another record is booked under it.
   */
  void put(List<Done> done, Instant at) {
    jdbc.batchUpdate(
        """
        update clearing_record r
           set hold_id = ?, outcome = ?, field = ?, reason = ?, at = ?, mendable = ?,
               state = case when cast(? as boolean) then 'aside'
                            when cast(? as boolean)
                                 and exists (select from clearing_record o
                                              where o.tenant = r.tenant and o.reference = r.reference
                                                and o.type = r.type and o.part = r.part
                                                and o.state = 'booked') then 'repeated'
                            else 'booked' end
         where r.upload = ? and r.line = ? and r.state = 'waiting'
        """,
        done,
        Math.max(1, done.size()),
        (update, one) -> {
          update.setString(1, one.hold());
          update.setString(2, one.outcome());
          update.setString(3, one.field());
          update.setString(4, one.reason());
          update.setTimestamp(5, Timestamp.from(at));
          update.setBoolean(6, one.mendable());
          update.setBoolean(7, one.field() != null);
          update.setBoolean(8, one.replay());
          update.setString(9, one.waiting().upload());
          update.setInt(10, one.waiting().line());
        });
  }

  /** Ends the files of which nothing waits; their names. */
  List<String> finish(Instant at) {
    return jdbc
        .queryForList(
            """
            update clearing_file f set state = 'booked', changed_at = ?
             where f.state = 'booking'
               and not exists (select from clearing_record r
                                where r.upload = f.upload and r.state = 'waiting')
            returning f.file
            """,
            String.class,
            Timestamp.from(at))
        .stream()
        .map(Objects::requireNonNull)
        .toList();
  }

  /** Removes what was left of files whose reading was broken off. */
  void forget(Instant before) {
    jdbc.update(
        """
        with gone as (
          delete from clearing_record r using clearing_file f
           where f.upload = r.upload and f.state = 'reading' and f.received_at < ?)
        update clearing_file set state = 'refused', reason = 'its reading was broken off'
         where state = 'reading' and received_at < ?
        """,
        Timestamp.from(before),
        Timestamp.from(before));
  }
}
