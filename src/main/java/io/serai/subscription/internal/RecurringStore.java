package io.serai.subscription.internal;

import io.serai.intake.JsonBody;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Customers, products, plans and subscriptions on disk, shared by all processes: a taken one is
 * merely due later, so that a lost taker loses nothing, and whoever moves one on names the step
 * that it was at, so that of two one wins. Blocking.
 */
final class RecurringStore {

  private final JdbcClient jdbc;

  RecurringStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps a new one; false where there is one under its key.
   *
   * @param dueAt when others may take it, should this process be lost
   */
  boolean insert(Recurring fresh, String key, Instant dueAt) {
    Recurring.Made made = fresh.made();
    Standing.PlanRef plan = fresh.now().plan();
    return jdbc.sql(
                """
                with made as (
                  insert into recurring (id, kind, tenant, key, fingerprint, request, provider,
                      state, plan_id, plan_reference, seq, tries, due_at, trace, created_at,
                      changed_at)
                  values (:id, :kind, :tenant, :key, :fingerprint, cast(:request as jsonb),
                      :provider, :state, :plan, :planReference, 1, 0, :due, :trace, :at, :at)
                  on conflict (tenant, key) do nothing
                  returning id, state)
                insert into recurring_event (item_id, seq, state, at)
                select id, 1, state, :at from made
                """)
            .param("id", made.id())
            .param("kind", made.kind().word())
            .param("tenant", made.tenant())
            .param("key", key)
            .param("fingerprint", made.fingerprint())
            .param("request", new String(JsonBody.bytes(made.request()), StandardCharsets.UTF_8))
            .param("provider", made.provider())
            .param("state", fresh.state().word())
            .param("plan", plan == null ? null : plan.id())
            .param("planReference", plan == null ? null : plan.reference())
            .param("due", Timestamp.from(dueAt))
            .param("trace", made.trace())
            .param("at", Timestamp.from(made.createdAt()))
            .update()
        == 1;
  }

  /** The one that a tenant made under a key. */
  Optional<Recurring> byKey(String tenant, String key) {
    return jdbc.sql("select * from recurring where tenant = :tenant and key = :key")
        .param("tenant", tenant)
        .param("key", key)
        .query(RecurringRows::row)
        .optional();
  }

  /** The tenant's one of a kind and an id. */
  Optional<Recurring> find(String tenant, Kind kind, String id) {
    return byId(id).filter(one -> one.made().tenant().equals(tenant) && one.made().kind() == kind);
  }

  /** The one of an id. */
  Optional<Recurring> byId(String id) {
    return jdbc.sql("select * from recurring where id = :id")
        .param("id", id)
        .query(RecurringRows::row)
        .optional();
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
    return jdbc.sql(
            "select * from recurring where state = :state order by changed_at desc limit :most")
        .param("state", state)
        .param("most", most)
        .query(RecurringRows::row)
        .list();
  }

  /** What became of one, step by step. */
  List<Map<String, Object>> events(String id) {
    return jdbc.sql("select * from recurring_event where item_id = :id order by seq")
        .param("id", id)
        .query((row, number) -> RecurringRows.event(row))
        .list();
  }

  /** Takes what is due, at most so many, so that nobody else does for a while. */
  List<Recurring> take(Instant now, Duration hold, int most) {
    return jdbc.sql(
            """
            update recurring set due_at = :held
             where id in (select id from recurring where due_at <= :now
                           order by due_at limit :most for update skip locked)
            returning *
            """)
        .param("held", Timestamp.from(now.plus(hold)))
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query(RecurringRows::row)
        .list();
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

  /**
   * Moves one on, unless somebody has moved it before.
   *
   * @param operator who did it, where a person did
   */
  boolean move(Recurring from, Standing.Next next, @Nullable String operator, Instant now) {
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
    return jdbc.sql(
                """
                with moved as (
                  update recurring
                     set state = :state, code = :code, decline_code = :decline,
                         payment_id = :payment, plan_id = :plan, plan_reference = :planReference,
                         wanted_id = :wanted, wanted_reference = :wantedReference,
                         reference = :reference, approval_url = :url, provider_state = :provider,
                         period_start = :start, period_end = :end, tries = :tries, due_at = :due,
                         seq = seq + :told, changed_at = :at
                   where id = :id and seq = :seq and state = :before
                  returning id, seq, state, code, period_end),
                event as (
                  insert into recurring_event (item_id, seq, state, code, period_end, operator, at)
                  select id, seq, state, code, period_end, cast(:operator as text), :at from moved
                   where :told = 1)
                select count(*) from moved
                """)
            .param("state", to.state().word())
            .param("code", to.code())
            .param("decline", to.declineCode())
            .param("payment", to.payment())
            .param("plan", plan == null ? null : plan.id())
            .param("planReference", plan == null ? null : plan.reference())
            .param("wanted", wanted == null ? null : wanted.id())
            .param("wantedReference", wanted == null ? null : wanted.reference())
            .param("reference", to.facts().reference())
            .param("url", to.facts().approvalUrl())
            .param("provider", to.facts().providerState())
            .param("start", RecurringRows.time(to.facts().periodStart()))
            .param("end", RecurringRows.time(to.facts().periodEnd()))
            .param("tries", to.tries())
            .param("due", RecurringRows.time(next.dueAt()))
            .param("told", told ? 1 : 0)
            .param("operator", operator)
            .param("at", Timestamp.from(now))
            .param("id", from.id())
            .param("seq", from.seq())
            .param("before", from.state().word())
            .query(Long.class)
            .single()
        == 1;
  }
}
