package io.serai.order.internal;

import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders on disk, shared by all processes: a taken one is merely due later, so that a lost taker
 * loses nothing, and whoever moves one on names the step that it was at, so that of two one wins.
 * Blocking.
 */
final class OrderStore {

  private final JdbcClient jdbc;

  OrderStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a new order; false where there is one under its key. */
  boolean insert(Order order, String key) {
    OrderRequest request = order.request();
    return jdbc.sql(
                """
                with made as (
                  insert into shop_order (id, tenant, key, fingerprint, cluster_name, user_id,
                      has_monitoring, has_alerting, images_storage, monitoring_storage, currency,
                      amount, provider, state, seq, tries, due_at, expires_at, trace, created_at,
                      changed_at)
                  values (:id, :tenant, :key, :fingerprint, :cluster, :user, :monitoring, :alerting,
                      :images, :storage, :currency, :amount, :provider, :state, 1, 0, :expires,
                      :expires, :trace, :at, :at)
                  on conflict (tenant, key) do nothing
                  returning id, state)
                insert into shop_order_event (order_id, seq, state, at)
                select id, 1, state, :at from made
                """)
            .param("id", order.id())
            .param("tenant", order.tenant())
            .param("key", key)
            .param("fingerprint", order.fingerprint())
            .param("cluster", request.clusterName())
            .param("user", request.userId())
            .param("monitoring", request.hasMonitoring())
            .param("alerting", request.hasAlerting())
            .param("images", request.imagesStorage())
            .param("storage", request.monitoringStorage())
            .param("currency", order.total().currency().alphabetic())
            .param("amount", order.total().minor())
            .param("provider", order.provider())
            .param("state", order.state().word())
            .param("expires", Timestamp.from(order.expiresAt()))
            .param("trace", order.trace())
            .param("at", Timestamp.from(order.createdAt()))
            .update()
        == 1;
  }

  /** The order that a tenant made under a key. */
  Optional<Order> byKey(String tenant, String key) {
    return jdbc.sql("select * from shop_order where tenant = :tenant and key = :key")
        .param("tenant", tenant)
        .param("key", key)
        .query(OrderStore::order)
        .optional();
  }

  /** The tenant's order of an id, the hub's own or the provider's. */
  Optional<Order> find(String tenant, String id) {
    return jdbc.sql(
            "select * from shop_order where tenant = :tenant and (id = :id or reference = :id)"
                + " limit 1")
        .param("tenant", tenant)
        .param("id", id)
        .query(OrderStore::order)
        .optional();
  }

  /** The order of an id. */
  Optional<Order> byId(String id) {
    return jdbc.sql("select * from shop_order where id = :id")
        .param("id", id)
        .query(OrderStore::order)
        .optional();
  }

  /** Has an order seen to at once that the provider calls by a name; its id, if there is one. */
  Optional<String> hurry(String provider, String reference, Instant now) {
    return jdbc.sql(
            "update shop_order set due_at = case when due_at is null then null else least(due_at, :now) end"
                + " where provider = :provider and reference = :reference returning id")
        .param("now", Timestamp.from(now))
        .param("provider", provider)
        .param("reference", reference)
        .query(String.class)
        .optional();
  }

  /** The payment of the order that the provider calls by a name, once there is one. */
  Optional<String> payment(String provider, String reference) {
    return jdbc.sql(
            "select payment_id from shop_order where provider = :provider"
                + " and reference = :reference and payment_id is not null")
        .param("provider", provider)
        .param("reference", reference)
        .query(String.class)
        .optional();
  }

  /** Orders in a state, those that changed last first. */
  List<Order> list(String state, int most) {
    return jdbc.sql(
            "select * from shop_order where state = :state order by changed_at desc limit :most")
        .param("state", state)
        .param("most", most)
        .query(OrderStore::order)
        .list();
  }

  /** What became of an order, step by step. */
  List<Map<String, Object>> events(String id) {
    return jdbc.sql("select * from shop_order_event where order_id = :id order by seq")
        .param("id", id)
        .query((row, number) -> event(row))
        .list();
  }

  private static Map<String, Object> event(ResultSet row) throws SQLException {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("state", row.getString("state"));
    event.put("at", row.getTimestamp("at").toInstant().toString());
    for (String known : List.of("code", "operator")) {
      if (row.getString(known) != null) {
        event.put(known, row.getString(known));
      }
    }
    return event;
  }

  /** Takes what is due, at most so many. */
  List<Order> take(Instant now, Duration hold, int most) {
    return jdbc.sql(
            """
            update shop_order set due_at = :held
             where id in (select id from shop_order where due_at <= :now
                           order by due_at limit :most for update skip locked)
            returning *
            """)
        .param("held", Timestamp.from(now.plus(hold)))
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query(OrderStore::order)
        .list();
  }

  /** Moves an order on, unless somebody has moved it before. */
  boolean move(Order from, Order.Next to, Instant now) {
    return move(from, to, null, now);
  }

  /**
   * Moves an order on, unless somebody has moved it before.
   *
   * @param operator who did it, where a person did
   */
  boolean move(Order from, Order.Next to, @Nullable String operator, Instant now) {
    if (!from.state().mayBecome(to.state())) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "an order that is " + from.state().word() + " cannot become " + to.state().word());
    }
    int changed = from.state() == to.state() ? 0 : 1;
    return jdbc.sql(
                """
                with moved as (
                  update shop_order
                     set state = :state, code = :code, reference = :reference,
                         approval_url = :url, payment_id = :payment, tries = :tries,
                         due_at = :due, expires_at = :expires, seq = seq + :changed,
                         changed_at = :at
                   where id = :id and seq = :seq and state = :before
                  returning id, seq, state, code),
                told as (
                  insert into shop_order_event (order_id, seq, state, code, operator, at)
                  select id, seq, state, code, cast(:operator as text), :at from moved
                   where :changed = 1)
                select count(*) from moved
                """)
            .param("state", to.state().word())
            .param("code", to.code())
            .param("reference", to.reference())
            .param("url", to.approvalUrl())
            .param("payment", to.payment())
            .param("tries", to.tries())
            .param("due", to.dueAt() == null ? null : Timestamp.from(to.dueAt()))
            .param("expires", Timestamp.from(to.expiresAt()))
            .param("changed", changed)
            .param("operator", operator)
            .param("at", Timestamp.from(now))
            .param("id", from.id())
            .param("seq", from.seq())
            .param("before", from.state().word())
            .query(Long.class)
            .single()
        == 1;
  }

  private static Order order(ResultSet row, int number) throws SQLException {
    Currency currency = Currency.of(row.getString("currency"));
    return new Order(
        row.getString("id"),
        row.getString("tenant"),
        row.getString("fingerprint"),
        new OrderRequest(
            row.getString("cluster_name"),
            row.getString("user_id"),
            row.getBoolean("has_monitoring"),
            row.getBoolean("has_alerting"),
            row.getLong("images_storage"),
            row.getLong("monitoring_storage"),
            currency),
        new Money(row.getLong("amount"), currency),
        row.getString("provider"),
        OrderState.of(row.getString("state")),
        row.getString("code"),
        row.getString("reference"),
        row.getString("approval_url"),
        row.getString("payment_id"),
        row.getInt("seq"),
        row.getInt("tries"),
        row.getTimestamp("expires_at").toInstant(),
        row.getString("trace"),
        row.getTimestamp("created_at").toInstant());
  }
}
