package io.serai.order.internal;

import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import io.serai.upkeep.DueStore;
import io.serai.upkeep.DueTable;
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

/** Orders on disk. */
final class OrderStore implements DueStore<Order, Order.Next> {

  private static final DueTable.Names NAMES =
      new DueTable.Names("shop_order", "shop_order_event", "order_id", List.of("code"));

  private final JdbcClient jdbc;
  private final DueTable<Order> table;

  OrderStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.table = new DueTable<>(jdbc, NAMES, OrderStore::order);
  }

  /** Keeps a new order; false where there is one under its key. */
  boolean insert(Order order, String key) {
    OrderRequest request = order.request();
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("id", order.id());
    columns.put("tenant", order.tenant());
    columns.put("key", key);
    columns.put("fingerprint", order.fingerprint());
    columns.put("cluster_name", request.clusterName());
    columns.put("user_id", request.userId());
    columns.put("has_monitoring", request.hasMonitoring());
    columns.put("has_alerting", request.hasAlerting());
    columns.put("images_storage", request.imagesStorage());
    columns.put("monitoring_storage", request.monitoringStorage());
    columns.put("currency", order.total().currency().alphabetic());
    columns.put("amount", order.total().minor());
    columns.put("provider", order.provider());
    columns.put("due_at", Timestamp.from(order.expiresAt()));
    columns.put("expires_at", Timestamp.from(order.expiresAt()));
    columns.put("trace", order.trace());
    return table.insert(order.state(), columns, order.createdAt());
  }

  /** The order that a tenant made under a key. */
  Optional<Order> byKey(String tenant, String key) {
    return table.byKey(tenant, key);
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

  @Override
  public Optional<Order> byId(String id) {
    return table.byId(id);
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
    return table.list(state, most);
  }

  /** What became of an order, step by step. */
  List<Map<String, Object>> events(String id) {
    return table.events(id);
  }

  @Override
  public List<Order> take(Instant now, Duration hold, int most) {
    return table.take(now, hold, most);
  }

  @Override
  public boolean move(Order from, Order.Next to, @Nullable String operator, Instant now) {
    if (!from.state().mayBecome(to.state())) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "an order that is " + from.state().word() + " cannot become " + to.state().word());
    }
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("state", to.state().word());
    columns.put("code", to.code());
    columns.put("reference", to.reference());
    columns.put("approval_url", to.approvalUrl());
    columns.put("payment_id", to.payment());
    columns.put("tries", to.tries());
    columns.put("due_at", DueTable.time(to.dueAt()));
    columns.put("expires_at", Timestamp.from(to.expiresAt()));
    return table.move(from, columns, from.state() != to.state(), operator, now);
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
