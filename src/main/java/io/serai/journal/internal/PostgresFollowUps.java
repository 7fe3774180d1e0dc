package io.serai.journal.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps;
import io.serai.payment.ErrorCode;
import io.serai.payment.Payment;
import io.serai.payment.SeraiException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Follow-ups in PostgreSQL; a taken one is merely due later, so that a lost taker loses nothing.
 */
final class PostgresFollowUps implements FollowUps {

  private final JdbcTemplate jdbc;
  private final ObjectMapper json;

  PostgresFollowUps(JdbcTemplate jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public List<Due> take(Instant now, Duration hold, int most) {
    return jdbc.query(
        """
        update follow_up set due_at = ?
         where id in (select id from follow_up where open and due_at <= ?
                       order by due_at limit ? for update skip locked)
        returning data, tries
        """,
        (row, n) -> new Due(read(row.getString(1), FollowUp.class), row.getInt(2)),
        Timestamp.from(now.plus(hold)),
        Timestamp.from(now),
        most);
  }

  @Override
  public void putOff(String followUpId, Instant until, String code) {
    jdbc.update(
        "update follow_up set due_at = ?, tries = tries + 1, last_code = ? where id = ?",
        Timestamp.from(until),
        code,
        followUpId);
  }

  @Override
  public List<Payment> leftBehind(Instant sentBefore, int most) {
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

  @Override
  public List<String> leases() {
    return jdbc.queryForList("select id from process_lease where expires_at > now()", String.class);
  }

  @Override
  public int forgetCards(Instant takenBefore) {
    return jdbc.update(
        """
        delete from card_vault v using payment p
         where p.id = v.payment_id and v.at < ? and not p.in_flight
           and p.state not in ('unknown', 'pending')
           and not exists (select from follow_up f where f.payment_id = p.id and f.open)
        """,
        Timestamp.from(takenBefore));
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "a row of the journal is unreadable", e);
    }
  }
}
