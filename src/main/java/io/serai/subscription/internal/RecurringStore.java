package io.serai.subscription.internal;

import io.serai.intake.JsonBody;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.upkeep.DueStore;
import io.serai.upkeep.DueTable;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Customers, products, plans and subscriptions on disk. */
final class RecurringStore implements DueStore<Recurring, Standing.Next> {

  private static final DueTable.Names NAMES =
      new DueTable.Names("recurring", "recurring_event", "item_id", List.of("code", "period_end"));

  private final JdbcClient jdbc;
  private final DueTable<Recurring> table;

  RecurringStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.table = new DueTable<>(jdbc, NAMES, RecurringRows::row);
  }

  /**
   * Keeps a new one; false where there is one under its key.
   *
   * @param dueAt when others may take it, should this process be lost
   */
  boolean insert(Recurring fresh, String key, Instant dueAt) {
    Recurring.Made made = fresh.made();
    Standing.PlanRef plan = fresh.now().plan();
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("id", made.id());
    columns.put("kind", made.kind().word());
    columns.put("tenant", made.tenant());
    columns.put("key", key);
    columns.put("fingerprint", made.fingerprint());
    columns.put("request", json(made.request()));
    columns.put("provider", made.provider());
    columns.put("plan_id", plan == null ? null : plan.id());
    columns.put("plan_reference", plan == null ? null : plan.reference());
    columns.put("due_at", Timestamp.from(dueAt));
    columns.put("trace", made.trace());
    return table.insert(fresh.state(), columns, made.createdAt());
  }

  private static SqlParameterValue json(Map<String, Object> value) {
    return new SqlParameterValue(
        Types.OTHER, new String(JsonBody.bytes(value), StandardCharsets.UTF_8));
  }

  /** The one that a tenant made under a key. */
  Optional<Recurring> byKey(String tenant, String key) {
    return table.byKey(tenant, key);
  }

  /** The tenant's one of a kind and an id. */
  Optional<Recurring> find(String tenant, Kind kind, String id) {
    return byId(id).filter(one -> one.made().tenant().equals(tenant) && one.made().kind() == kind);
  }

  @Override
  public Optional<Recurring> byId(String id) {
    return table.byId(id);
  }

  /** The subscription that a provider calls so. */
  Optional<Recurring> byReference(String provider, String reference) {
    return jdbc.sql(
            "select * from recurring where provider = :provider and reference = :reference"
                + " and kind = 'subscription' limit 1")
        .param("provider", provider)
        .param("reference", reference)
        .query(RecurringRows::row)
        .optional();
  }

  /** Those in a state that changed last, at most so many. */
  List<Recurring> list(String state, int most) {
    return table.list(state, most);
  }

  /** What became of one, step by step. */
  List<Map<String, Object>> events(String id) {
    return table.events(id);
  }

  @Override
  public List<Recurring> take(Instant now, Duration hold, int most) {
    return table.take(now, hold, most);
  }

  /**
   * Keeps the key of a request about a subscription.
   *
   * @return the fingerprint of the request that was kept under it before; empty if there was none
   */
  Optional<String> claim(String tenant, String key, String fingerprint, String id, Instant now) {
    int kept =
        jdbc.sql(
                """
                insert into recurring_request (tenant, key, fingerprint, item_id, at)
                values (:tenant, :key, :fingerprint, :id, :at) on conflict do nothing
                """)
            .param("tenant", tenant)
            .param("key", key)
            .param("fingerprint", fingerprint)
            .param("id", id)
            .param("at", Timestamp.from(now))
            .update();
    return kept == 1
        ? Optional.empty()
        : jdbc.sql(
                "select fingerprint from recurring_request where tenant = :tenant and key = :key")
            .param("tenant", tenant)
            .param("key", key)
            .query(String.class)
            .optional();
  }

  @Override
  public boolean move(Recurring from, Standing.Next next, @Nullable String operator, Instant now) {
    Standing to = next.standing();
    if (!from.state().mayBecome(to.state())) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "a "
              + from.made().kind().word()
              + " that is "
              + from.state().word()
              + " cannot become "
              + to.state().word());
    }
    boolean told =
        from.state() != to.state()
            || !Objects.equals(from.now().facts().periodEnd(), to.facts().periodEnd());
    Standing.PlanRef plan = to.plan();
    Standing.PlanRef wanted = to.wanted();
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("state", to.state().word());
    columns.put("code", to.code());
    columns.put("decline_code", to.declineCode());
    columns.put("payment_id", to.payment());
    columns.put("plan_id", plan == null ? null : plan.id());
    columns.put("plan_reference", plan == null ? null : plan.reference());
    columns.put("wanted_id", wanted == null ? null : wanted.id());
    columns.put("wanted_reference", wanted == null ? null : wanted.reference());
    columns.put("reference", to.facts().reference());
    columns.put("approval_url", to.facts().approvalUrl());
    columns.put("provider_state", to.facts().providerState());
    columns.put("period_start", DueTable.time(to.facts().periodStart()));
    columns.put("period_end", DueTable.time(to.facts().periodEnd()));
    columns.put("tries", to.tries());
    columns.put("due_at", DueTable.time(next.dueAt()));
    return table.move(from, columns, told, operator, now);
  }
}
