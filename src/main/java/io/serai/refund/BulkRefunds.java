package io.serai.refund;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bulk refunds (S1.88) as rows: whoever writes one here, the hub's workers make its refunds.
 * Blocking, thread-safe; needs no running hub.
 */
public final class BulkRefunds {

  /** The most refunds that a bulk refund may begin in a second. */
  public static final int MOST_RATE = 1000;

  /** What it begins in a second unless something else is asked for. */
  public static final int USUAL_RATE = 20;

  private static final int LONGEST_REASON = 200;

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final Ids ids;

  /** Bulk refunds in a database. */
  public BulkRefunds(JdbcClient jdbc, ObjectMapper json, Clock clock, Ids ids) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.ids = ids;
  }

  /** What a bulk refund would do; nothing is written. */
  public BulkRefund.DryRun dryRun(RefundFilter filter) {
    return new Payments(jdbc).count(filter.until(clock.instant()));
  }

  /**
   * Begins a bulk refund of what exists now.
   *
   * @param operator who begins it
   * @param reason why
   * @param rate refunds in a second, 1 to {@link #MOST_RATE}; null for {@link #USUAL_RATE}
   */
  public BulkRefund create(
      RefundFilter filter, String operator, String reason, @Nullable Integer rate) {
    int perSecond = rate == null ? USUAL_RATE : rate;
    if (perSecond < 1 || perSecond > MOST_RATE) {
      throw SeraiException.invalid("rate", "must be 1 to " + MOST_RATE + " refunds in a second");
    }
    requireReason(reason);
    Instant now = clock.instant();
    String id = ids.next("br_");
    jdbc.sql(
            """
            with job as (
              insert into refund_job (id, tenant, filter, reason, operator, state, rate, paced_until,
                                      created_at, changed_at)
              values (:id, :tenant, cast(:filter as jsonb), :reason, :operator, 'running', :rate,
                      :now, :now, :now))
            insert into refund_job_change (job, action, operator, reason, at)
            values (:id, 'create', :operator, :reason, :now)
            """)
        .param("id", id)
        .param("tenant", filter.tenant())
        .param("filter", write(filter.until(now)))
        .param("reason", reason)
        .param("operator", operator)
        .param("rate", perSecond)
        .param("now", Timestamp.from(now))
        .update();
    return show(id);
  }

  /** The latest ones first. */
  public List<BulkRefund> list(int limit) {
    return jdbc
        .sql("select id from refund_job order by created_at desc, id desc limit :limit")
        .param("limit", limit)
        .query(String.class)
        .list()
        .stream()
        .map(this::show)
        .toList();
  }

  /**
   * One of them.
   *
   * @throws SeraiException with {@link ErrorCode#BULK_REFUND_NOT_FOUND}
   */
  public BulkRefund show(String id) {
    return new Progress(jdbc, json, clock).of(id).orElseThrow(() -> absent(id));
  }

  /** Begins no more refunds; those under way go on. */
  public BulkRefund pause(String id, String operator, String reason) {
    return change(id, "pause", "paused", "('running', 'paused')", operator, reason);
  }

  /** Goes on after a pause. */
  public BulkRefund resume(String id, String operator, String reason) {
    return change(id, "resume", "running", "('running', 'paused')", operator, reason);
  }

  /** Begins no more refunds, for good; what has not begun is skipped. */
  public BulkRefund cancel(String id, String operator, String reason) {
    return change(
        id, "cancel", "cancelled", "('running', 'paused', 'cancelled')", operator, reason);
  }

  /**
   * Looks at the next payments of a bulk refund that is still being gathered; for the worker, in a
   * transaction that holds the bulk refund's row.
   *
   * @param page how many payments
   */
  public void gather(String id, int page) {
    record Standing(String filter, String upto) {}
    Standing standing =
        jdbc.sql("select filter, gathered_upto from refund_job where id = :id")
            .param("id", id)
            .query((row, n) -> new Standing(row.getString(1), row.getString(2)))
            .single();
    Instant now = clock.instant();
    String last =
        new Payments(jdbc).gather(id, read(standing.filter()), standing.upto(), page, now);
    jdbc.sql(
            "update refund_job set gathered_upto = coalesce(cast(:last as text), gathered_upto),"
                + " gathered_at = cast(:at as timestamptz) where id = :id")
        .param("last", last)
        .param("at", last == null ? Timestamp.from(now) : null)
        .param("id", id)
        .update();
  }

  private RefundFilter read(String filter) {
    try {
      return json.readValue(filter, RefundFilter.class);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "a filter is unreadable", e);
    }
  }

  private BulkRefund change(
      String id, String action, String state, String from, String operator, String reason) {
    requireReason(reason);
    var unused =
        jdbc.sql(
                """
                with job as (
                  update refund_job set state = :state, changed_at = :now
                   where id = :id and state in %s returning id, state),
                change as (
                  insert into refund_job_change (job, action, operator, reason, at)
                  select id, :action, :operator, :reason, :now from job)
                update refund_item set state = 'skipped', code = 'cancelled', changed_at = :now
                 where job = (select id from job where state = 'cancelled') and state = 'waiting'
                """
                    .formatted(from))
            .param("id", id)
            .param("state", state)
            .param("action", action)
            .param("operator", operator)
            .param("reason", reason)
            .param("now", Timestamp.from(clock.instant()))
            .update();
    BulkRefund now = show(id);
    if (!now.state().equals(state)) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "a bulk refund that is " + now.state() + " cannot be " + past(action));
    }
    return now;
  }

  private static String past(String action) {
    return switch (action) {
      case "pause" -> "paused";
      case "resume" -> "resumed";
      default -> "cancelled";
    };
  }

  private static void requireReason(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw SeraiException.invalid("reason", "say why, in 1 to " + LONGEST_REASON + " characters");
    }
  }

  private String write(RefundFilter filter) {
    try {
      return json.writeValueAsString(filter);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "a filter cannot be written", e);
    }
  }

  private static SeraiException absent(String id) {
    return new SeraiException(
        ErrorCode.BULK_REFUND_NOT_FOUND,
        "there is no bulk refund " + io.serai.payment.Printable.of(id));
  }
}
