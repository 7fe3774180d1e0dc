package io.serai.journal.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.journal.Finding;
import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps.Due;
import io.serai.journal.FollowUps.OnLink;
import io.serai.journal.FollowUps.Standing;
import io.serai.payment.ErrorCode;
import io.serai.payment.LinkTrace;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import io.serai.payment.SeraiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads follow-ups, and the payments that will need one; each method as {@code FollowUps} says. */
final class FollowUpRows {

  private final JdbcTemplate jdbc;
  private final ObjectMapper json;

  FollowUpRows(JdbcTemplate jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A row that was taken. */
  Due due(ResultSet row, int number) throws SQLException {
    return new Due(
        read(row.getString(1), FollowUp.class),
        row.getInt(2),
        row.getTimestamp(3).toInstant(),
        row.getBoolean(4),
        instant(row.getTimestamp("heard_at")),
        onLink(row),
        Finding.of(row.getString("finding")).orElse(null),
        row.getTimestamp("at").toInstant());
  }

  private static @Nullable OnLink onLink(ResultSet row) throws SQLException {
    String stan = row.getString(6);
    return stan == null
        ? null
        : new OnLink(Operation.of(row.getString(5)), new LinkTrace(stan, row.getString(7)));
  }

  List<FollowUp> withTrace(LinkTrace trace) {
    return jdbc.query(
        """
        select data from follow_up
         where (data::jsonb) -> 'trace' ->> 'stan' = ?
           and (data::jsonb) -> 'trace' ->> 'transmittedAt' = ?
        """,
        (row, n) -> read(row.getString(1), FollowUp.class),
        trace.stan(),
        trace.transmittedAt());
  }

  List<Payment> underWayWithTrace(LinkTrace trace) {
    return jdbc.query(
        """
        select data from payment p
         where in_flight
           and exists (select from jsonb_array_elements(p.data::jsonb -> 'inFlight') a
                        where a -> 'trace' ->> 'stan' = ?
                          and a -> 'trace' ->> 'transmittedAt' = ?)
        """,
        (row, n) -> read(row.getString(1), Payment.class),
        trace.stan(),
        trace.transmittedAt());
  }

  Optional<Standing> find(String followUpId) {
    return jdbc
        .query(
            "select data, open, last_code from follow_up where id = ?",
            (row, n) ->
                new Standing(
                    read(row.getString(1), FollowUp.class), row.getBoolean(2), row.getString(3)),
            followUpId)
        .stream()
        .findFirst();
  }

  List<Payment> leftBehind(Instant sentBefore, int most) {
    return jdbc.query(
        """
        select data from payment p
         where in_flight
           and exists (select from jsonb_array_elements(p.data::jsonb -> 'inFlight') a
                        where (a ->> 'sendBy')::timestamptz < ?
                           or not exists (select from process_lease l
                                           where l.id = a ->> 'lease' and l.expires_at > now()))
         order by updated_at limit ?
        """,
        (row, n) -> read(row.getString(1), Payment.class),
        Timestamp.from(sentBefore),
        most);
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "a row of the journal is unreadable", e);
    }
  }
}
