package io.serai.webhook;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.payment.Why;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Endpoints and deliveries for people: looked at, paused, resumed, sent again by hand. Blocking and
 * thread-safe.
 */
public final class Webhooks {

  private final JdbcClient jdbc;

  /** Webhooks in the hub's database. */
  public Webhooks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How a delivery stands. */
  public enum State {
    /** Not taken yet. */
    WAITING,
    /** Taken. */
    DELIVERED,
    /** Not taken within the limit. */
    GIVEN_UP
  }

  /** All endpoints, by name. */
  public List<WebhookEndpoint> list() {
    return endpoints(null);
  }

  private List<WebhookEndpoint> endpoints(@Nullable String name) {
    return jdbc.sql(
            """
            select e.*, w.waiting, w.oldest, g.given_up from webhook_endpoint e
              cross join lateral (select count(*) as waiting, min(d.at) as oldest
                from webhook_delivery d where d.endpoint = e.name and d.state = 'waiting') w
              cross join lateral (select count(*) as given_up
                from webhook_delivery d where d.endpoint = e.name and d.state = 'given_up') g
             where cast(:name as text) is null or e.name = :name
             order by e.name
            """)
        .param("name", name)
        .query((row, n) -> endpoint(row))
        .list();
  }

  /**
   * One endpoint.
   *
   * @throws SeraiException with {@link ErrorCode#WEBHOOK_NOT_FOUND} if no hub was given it
   */
  public WebhookEndpoint get(String name) {
    return endpoints(name).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new SeraiException(
                    ErrorCode.WEBHOOK_NOT_FOUND,
                    "there is no such endpoint; see serai.webhooks.endpoints"));
  }

  /**
   * Deliveries to an endpoint, oldest first.
   *
   * @param after those behind this one's number; 0 from the beginning
   */
  public List<WebhookDelivery> deliveries(String name, State state, long after, int limit) {
    get(name);
    return jdbc.sql(
            """
            select id, event_id, type, subject, state, tries, last_try_at, last_result, at
              from webhook_delivery
             where endpoint = :name and state = :state and id > :after order by id limit :limit
            """)
        .param("name", name)
        .param("state", state.name().toLowerCase(java.util.Locale.ROOT))
        .param("after", after)
        .param("limit", limit)
        .query((row, n) -> delivery(row))
        .list();
  }

  /** Sends an endpoint nothing more until it is resumed; what is under way goes on. */
  public WebhookEndpoint pause(String name, String operator, String reason, Instant now) {
    check(name, reason);
    jdbc.sql(
            "update webhook_endpoint set paused_by = :operator, paused_reason = :reason,"
                + " paused_at = :now where name = :name and paused_at is null")
        .param("operator", operator)
        .param("reason", reason)
        .param("now", Timestamp.from(now))
        .param("name", name)
        .update();
    note(name, "pause", "", operator, reason, now);
    return get(name);
  }

  /**
   * Sends an endpoint what waits for it, at once; the days of trying count from now. Also for one
   * that is not paused, but is back sooner than the next try.
   */
  public WebhookEndpoint resume(String name, String operator, String reason, Instant now) {
    check(name, reason);
    jdbc.sql(
            "update webhook_delivery set since = :now where endpoint = :name and state = 'waiting'")
        .param("now", Timestamp.from(now))
        .param("name", name)
        .update();
    jdbc.sql(
            "update webhook_endpoint set paused_by = null, paused_reason = null, paused_at = null"
                + " where name = :name")
        .param("name", name)
        .update();
    jdbc.sql(
            """
            with mine as (
              select subject from webhook_lane
               where endpoint = :name and due_at < 'infinity' and not under_way
               order by subject for update)
            update webhook_lane l set due_at = :now from mine
             where l.endpoint = :name and l.subject = mine.subject
            """)
        .param("now", Timestamp.from(now))
        .param("name", name)
        .update();
    note(name, "resume", "", operator, reason, now);
    return get(name);
  }

  /**
   * Sends again what was taken or given up, under the same events' ids.
   *
   * @param which which of the ended deliveries
   * @return how many; call again while it is {@link WebhookReplay#MOST}
   */
  public int replay(String name, WebhookReplay which, String operator, String reason, Instant now) {
    check(name, reason);
    int again =
        jdbc.sql(
                """
                with chosen as (
                  select id from webhook_delivery
                   where endpoint = :name and state <> 'waiting' and
                """
                    + which.condition()
                    + """
                   order by id limit :most for update),
                again as (
                  update webhook_delivery d
                     set state = 'waiting', ended_at = null, since = :now, tries = 0
                    from chosen where d.id = chosen.id returning d.subject),
                lanes as (
                  insert into webhook_lane (endpoint, subject, due_at)
                  select distinct :name, subject, cast(:now as timestamptz) from again order by 2
                  on conflict (endpoint, subject) do update
                     set due_at = case when webhook_lane.due_at = 'infinity' then excluded.due_at
                                       else webhook_lane.due_at end)
                select count(*) from again
                """)
            .param("name", name)
            .param("most", WebhookReplay.MOST)
            .param("now", Timestamp.from(now))
            .params(which.values())
            .query(Integer.class)
            .single();
    note(name, "replay", which + ": " + again, operator, reason, now);
    return again;
  }

  private void check(String name, String reason) {
    var unused = Why.checked(reason);
    get(name);
  }

  private void note(
      String name, String action, String detail, String operator, String reason, Instant now) {
    jdbc.sql(
            "insert into webhook_action (endpoint, action, detail, operator, reason, at)"
                + " values (:name, :action, :detail, :operator, :reason, :now)")
        .param("name", name)
        .param("action", action)
        .param("detail", detail)
        .param("operator", operator)
        .param("reason", reason)
        .param("now", Timestamp.from(now))
        .update();
  }

  private static WebhookEndpoint endpoint(ResultSet row) throws SQLException {
    Array kinds = row.getArray("kinds");
    return new WebhookEndpoint(
        row.getString("name"),
        row.getString("tenant"),
        row.getString("url"),
        List.of((String[]) kinds.getArray()),
        row.getBoolean("enabled"),
        row.getString("paused_by"),
        row.getString("paused_reason"),
        instant(row, "paused_at"),
        row.getLong("waiting"),
        instant(row, "oldest"),
        row.getLong("given_up"));
  }

  private static WebhookDelivery delivery(ResultSet row) throws SQLException {
    return new WebhookDelivery(
        row.getLong("id"),
        row.getString("event_id"),
        row.getString("type"),
        row.getString("subject"),
        row.getString("state"),
        row.getInt("tries"),
        instant(row, "last_try_at"),
        row.getString("last_result"),
        row.getTimestamp("at").toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
