package io.serai.webhook.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is to be delivered, in PostgreSQL. Of each endpoint and subject one delivery at a time is
 * under way, in one process: whoever takes it moves its lane behind the longest try. Blocking and
 * thread-safe.
 */
final class Deliveries {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Deliveries(DataSource database) {
    this.jdbc = JdbcClient.create(database);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
  }

  /** Writes down which endpoints there are, for people. */
  void configured(List<Endpoint> endpoints, Instant now) {
    for (Endpoint one : endpoints) {
      jdbc.sql(
              """
              insert into webhook_endpoint (name, tenant, url, kinds, enabled, configured_at)
              values (:name, :tenant, :url, :kinds, :enabled, :now)
              on conflict (name) do update
                 set tenant = excluded.tenant, url = excluded.url, kinds = excluded.kinds,
                     enabled = excluded.enabled, configured_at = excluded.configured_at
              """)
          .param("name", one.name())
          .param("tenant", one.tenant())
          .param("url", one.url().toString())
          .param("kinds", one.kinds().toArray(String[]::new))
          .param("enabled", one.enabled())
          .param("now", Timestamp.from(now))
          .update();
    }
  }

  /**
   * Takes up to so many of an endpoint that are due, the longest due first.
   *
   * @param sendWithin within this time from now they are sent, or not at all
   * @param longestTry how long a try may last once it is sent; after both somebody else takes them
   */
  List<Delivery> take(
      String endpoint, int most, Instant now, Duration sendWithin, Duration longestTry) {
    Instant sendBy = now.plus(sendWithin);
    Map<String, Long> turns = new HashMap<>();
    jdbc.sql(
            """
            with due as (
              select l.subject from webhook_lane l
               where l.endpoint = :endpoint and l.due_at <= :now and l.due_at < 'infinity'
                 and not exists (select 1 from webhook_endpoint e
                                  where e.name = l.endpoint and e.paused_at is not null)
               order by l.due_at limit :most for update skip locked)
            update webhook_lane l set due_at = :held, turn = l.turn + 1, under_way = true
              from due where l.endpoint = :endpoint and l.subject = due.subject
            returning l.subject, l.turn
            """)
        .param("endpoint", endpoint)
        .param("now", Timestamp.from(now))
        .param("held", Timestamp.from(sendBy.plus(longestTry)))
        .param("most", most)
        .query((row, n) -> turns.put(row.getString(1), row.getLong(2)))
        .list();
    List<Delivery> heads = new ArrayList<>();
    if (turns.isEmpty()) {
      return heads;
    }
    // A statement of its own: it must see what the lanes' last holders have committed.
    jdbc.sql(
            """
            select d.* from unnest(:subjects) s(subject) cross join lateral (
              select d.id, d.subject, d.event_id, d.type, d.body, d.tries, d.since
                from webhook_delivery d
               where d.endpoint = :endpoint and d.subject = s.subject and d.state = 'waiting'
               order by d.id limit 1) d
            """)
        .param("subjects", turns.keySet().toArray(String[]::new))
        .param("endpoint", endpoint)
        .query((row, n) -> heads.add(delivery(row, turns, sendBy)))
        .list();
    return heads;
  }

  private static Delivery delivery(ResultSet row, Map<String, Long> turns, Instant sendBy)
      throws SQLException {
    String subject = row.getString("subject");
    return new Delivery(
        row.getLong("id"),
        subject,
        turns.getOrDefault(subject, 0L),
        row.getString("event_id"),
        row.getString("type"),
        row.getString("body"),
        row.getInt("tries"),
        row.getTimestamp("since").toInstant(),
        sendBy);
  }

  /**
   * Writes down that a delivery has ended; its subject's next is due at once.
   *
   * @param state the word of how it has ended
   * @return false if it was somebody else's turn meanwhile; nothing is written then
   */
  boolean end(String endpoint, Delivery delivery, String state, String result, Instant now) {
    return inTurn(
        endpoint,
        delivery,
        () -> {
          jdbc.sql(
                  """
                  update webhook_delivery set state = :state, ended_at = :now, tries = tries + 1,
                                              last_try_at = :now, last_result = :result
                   where id = :id and state = 'waiting'
                  """)
              .param("state", state)
              .param("now", Timestamp.from(now))
              .param("result", result)
              .param("id", delivery.id())
              .update();
          jdbc.sql(
                  """
                  update webhook_lane l set under_way = false, due_at =
                    case when exists (select 1 from webhook_delivery d where d.endpoint = l.endpoint
                                        and d.subject = l.subject and d.state = 'waiting')
                         then :now else 'infinity'::timestamptz end
                   where l.endpoint = :endpoint and l.subject = :subject
                  """)
              .param("now", Timestamp.from(now))
              .param("endpoint", endpoint)
              .param("subject", delivery.subject())
              .update();
        });
  }

  /** Writes down that a delivery has failed, and when it is tried again. */
  boolean putOff(String endpoint, Delivery delivery, String result, Instant now, Instant next) {
    return inTurn(
        endpoint,
        delivery,
        () -> {
          jdbc.sql(
                  "update webhook_delivery set tries = tries + 1, last_try_at = :now,"
                      + " last_result = :result where id = :id and state = 'waiting'")
              .param("now", Timestamp.from(now))
              .param("result", result)
              .param("id", delivery.id())
              .update();
          jdbc.sql(
                  "update webhook_lane set under_way = false, due_at = :next"
                      + " where endpoint = :endpoint and subject = :subject")
              .param("next", Timestamp.from(next))
              .param("endpoint", endpoint)
              .param("subject", delivery.subject())
              .update();
        });
  }

  private boolean inTurn(String endpoint, Delivery delivery, Runnable write) {
    Boolean mine =
        transaction.execute(
            status -> {
              boolean still =
                  jdbc.sql(
                          "select turn from webhook_lane where endpoint = :endpoint"
                              + " and subject = :subject for update")
                      .param("endpoint", endpoint)
                      .param("subject", delivery.subject())
                      .query(Long.class)
                      .single()
                      .equals(delivery.turn());
              if (still) {
                write.run();
              }
              return still;
            });
    return Boolean.TRUE.equals(mine);
  }

  /** Forgets what ended before, some at a time. */
  void forget(Instant before, int most) {
    jdbc.sql(
            "delete from webhook_delivery where id in (select id from webhook_delivery"
                + " where ended_at < :before order by ended_at limit :most)")
        .param("before", Timestamp.from(before))
        .param("most", most)
        .update();
  }
}
