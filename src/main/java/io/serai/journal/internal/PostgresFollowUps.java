package io.serai.journal.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.journal.Finding;
import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps;
import io.serai.payment.LinkTrace;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Follow-ups in PostgreSQL; a taken one is merely due later, so that a lost taker loses nothing.
 */
final class PostgresFollowUps implements FollowUps {

  private final JdbcTemplate jdbc;
  private final ObjectMapper json;
  private final FollowUpRows rows;

  PostgresFollowUps(JdbcTemplate jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
    this.rows = new FollowUpRows(jdbc, json);
  }

  @Override
  public Optional<Due> take(String followUpId, Instant now, Duration hold, int stuckAfter) {
    return jdbc
        .query(
            """
            update follow_up f set due_at = ?
             where id = ? and open and due_at <= ?
               and not exists (select from follow_up o
                                where o.payment_id = f.payment_id and o.open
                                  and o.attempt < f.attempt and o.tries < ? and isfinite(o.due_at))
            returning data, tries, coalesce(counted_from, at), manual_at is not null,
                      sent_operation, sent_stan, sent_transmitted_at, heard_at, finding, at
            """,
            rows::due,
            Timestamp.from(now.plus(hold)),
            followUpId,
            Timestamp.from(now),
            stuckAfter)
        .stream()
        .findFirst();
  }

  @Override
  public boolean delay(String followUpId, Instant until) {
    return jdbc.update(
            "update follow_up set due_at = ? where id = ? and open and isfinite(due_at)",
            Timestamp.from(until),
            followUpId)
        == 1;
  }

  @Override
  public int hurry(String paymentId, Instant now) {
    return jdbc.update(
        "update follow_up set due_at = least(due_at, ?) where payment_id = ? and open",
        Timestamp.from(now),
        paymentId);
  }

  @Override
  public int sending(String followUpId, Operation operation, @Nullable LinkTrace trace) {
    return jdbc.queryForList(
            """
            update follow_up
               set sends = case when sent_operation = ? then sends + 1 else 1 end,
                   sent_operation = ?, sent_stan = ?, sent_transmitted_at = ?
             where id = ? returning sends
            """,
            Integer.class,
            operation.word(),
            operation.word(),
            trace == null ? null : trace.stan(),
            trace == null ? null : trace.transmittedAt(),
            followUpId)
        .get(0);
  }

  @Override
  public void heard(String followUpId, @Nullable Instant since) {
    jdbc.update(
        "update follow_up set heard_at = ? where id = ? and open",
        since == null ? null : Timestamp.from(since),
        followUpId);
  }

  @Override
  public void putOff(String followUpId, Instant until, String code, boolean counts) {
    jdbc.update(
        // What a person has found meanwhile is acted on at once.
        "update follow_up set due_at = case when finding is null then ? else due_at end,"
            + " tries = tries + 1, last_code = ?, sends = sends - ?"
            + " where id = ? and open",
        Timestamp.from(until),
        code,
        counts ? 0 : 1,
        followUpId);
  }

  @Override
  public void cancelFrom(FollowUp toCancel) {
    jdbc.update(
        "update follow_up set due_at = ?, last_code = 'approved', data = ?, heard_at = null,"
            + " finding = null"
            + " where id = ? and open",
        Timestamp.from(toCancel.dueAt()),
        write(toCancel),
        toCancel.id());
  }

  @Override
  public void actedOn(String followUpId, Finding finding) {
    jdbc.update(
        "update follow_up set finding = null where id = ? and finding = ?",
        followUpId,
        finding.word());
  }

  @Override
  public void handOver(String followUpId, Instant now, @Nullable Instant next) {
    jdbc.update(
        "update follow_up set manual_at = coalesce(manual_at, ?),"
            + " due_at = case when finding is null then coalesce(?, 'infinity'::timestamptz)"
            + " else due_at end where id = ? and open",
        Timestamp.from(now),
        next == null ? null : Timestamp.from(next),
        followUpId);
  }

  @Override
  public List<FollowUp> withTrace(LinkTrace trace) {
    return rows.withTrace(trace);
  }

  @Override
  public List<Payment> underWayWithTrace(LinkTrace trace) {
    return rows.underWayWithTrace(trace);
  }

  @Override
  public Optional<Standing> find(String followUpId) {
    return rows.find(followUpId);
  }

  @Override
  public List<Payment> leftBehind(Instant sentBefore, int most) {
    return rows.leftBehind(sentBefore, most);
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

  @Override
  public int forgetKeys(Instant finalBefore, int most) {
    return jdbc.update(
        """
        delete from claim where id in (
          select c.id from claim c join payment p on p.id = c.payment_id
           where c.at < ? and p.updated_at < ? and not p.in_flight
             and p.state not in ('unknown', 'pending')
             and c.id not like c.tenant || '/renewal:%'
             and not exists (select from follow_up f where f.payment_id = p.id and f.open)
           limit ?)
        """,
        Timestamp.from(finalBefore), Timestamp.from(finalBefore), most);
  }

  private String write(FollowUp owed) {
    try {
      return json.writeValueAsString(owed);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a follow-up must be writable as JSON", e);
    }
  }
}
