package io.serai.issuing.cards;

import io.serai.issuing.CardRequest.From;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Top-ups as rows. Blocking. */
final class TopUpRows {

  private final JdbcClient jdbc;

  TopUpRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<TopUp> find(String tenant, String key) {
    return jdbc.sql("select * from card_top_up where claim = :claim")
        .param("claim", tenant + "/" + key)
        .query((row, n) -> topUp(row))
        .optional();
  }

  /**
   * Writes one down, if nobody has; one that was given up without a charge is taken up again.
   *
   * @param dueAt when whoever looks after lost ones does so first
   */
  void begin(TopUp wanted, Instant dueAt) {
    var unused =
        jdbc.sql(
                """
                insert into card_top_up as t (id, claim, tenant, fingerprint, claimed_as, card_id,
                    account_id, minor, currency, state, route, route_set, trace_id, due_at, at,
                    changed_at)
                values (:id, :claim, :tenant, :fingerprint, :claimedAs, :card, :account, :minor,
                        :currency, 'pending', :route, :set, :trace, :due, :at, :at)
                on conflict (claim) do update
                   set state = 'pending', tries = 0, due_at = excluded.due_at, at = excluded.at,
                       changed_at = excluded.at
                 where t.state = 'failed' and t.payment_id is null
                   and t.fingerprint = excluded.fingerprint
                """)
            .param("id", wanted.id())
            .param("claim", wanted.from().tenant() + "/" + wanted.key())
            .param("tenant", wanted.from().tenant())
            .param("fingerprint", wanted.fingerprint())
            .param("claimedAs", wanted.claimedAs())
            .param("card", wanted.card())
            .param("account", wanted.account())
            .param("minor", wanted.amount().minor())
            .param("currency", wanted.amount().currency().alphabetic())
            .param("route", wanted.from().route())
            .param("set", wanted.from().routeSet())
            .param("trace", wanted.from().trace())
            .param("due", Timestamp.from(dueAt))
            .param("at", Timestamp.from(wanted.at()))
            .update();
  }

  /** Whether the engine still knows the key. */
  boolean claimed(TopUp topUp) {
    return jdbc.sql("select exists (select from claim where id = :claim)")
        .param("claim", topUp.from().tenant() + "/" + topUp.key())
        .query(Boolean.class)
        .single();
  }

  /**
   * Ends one that is pending; whoever ended it before was first. A credited one is looked at once
   * more: its charge may have been given back while it was credited.
   */
  void end(TopUp topUp, String state, @Nullable String payment, long creditedMinor, Instant now) {
    var unused =
        jdbc.sql(
                """
                update card_top_up
                   set state = :state, payment_id = :payment, changed_at = :now,
                       credited_minor = nullif(:credited, 0), due_at = :now, tries = 0,
                       changes = changes + case when :credited > 0 then 1 else 0 end
                 where id = :id and state = 'pending'
                """)
            .param("id", topUp.id())
            .param("state", state)
            .param("payment", payment)
            .param("credited", creditedMinor)
            .param("now", Timestamp.from(now))
            .update();
  }

  /** Notes how much has left the account again; whoever noted it before was first. */
  void tookBack(TopUp topUp, long untilNow, long fromNow, Instant now) {
    var unused =
        jdbc.sql(
                """
                update card_top_up set taken_back_minor = :fromNow, changed_at = :now
                 where id = :id and taken_back_minor = :untilNow
                """)
            .param("id", topUp.id())
            .param("untilNow", untilNow)
            .param("fromNow", fromNow)
            .param("now", Timestamp.from(now))
            .update();
  }

  /** Notes that nothing more is to be taken for what has happened to its charge so far. */
  void seen(TopUp topUp) {
    var unused =
        jdbc.sql(
                """
                update card_top_up set changes_seen = greatest(changes_seen, :changes)
                 where id = :id
                """)
            .param("id", topUp.id())
            .param("changes", topUp.credit().changes())
            .update();
  }

  /**
   * Takes those that are due; a taken one is merely due later, so that a lost taker loses nothing.
   *
   * @param pause until it is due again, doubled each time
   */
  List<TopUp> take(Instant now, Duration pause, Duration longest, int most) {
    return jdbc.sql(
            """
            update card_top_up set tries = tries + 1,
                   due_at = cast(:now as timestamptz) + least(
                     :pause * power(2, least(tries, 20)), :longest) * interval '1 millisecond'
             where id in (select id from card_top_up
                           where (state = 'pending' or changes > changes_seen) and due_at <= :now
                           order by due_at limit :most for update skip locked)
            returning *
            """)
        .param("now", Timestamp.from(now))
        .param("pause", pause.toMillis())
        .param("longest", longest.toMillis())
        .param("most", most)
        .query((row, n) -> topUp(row))
        .list();
  }

  private static TopUp topUp(ResultSet row) throws SQLException {
    String tenant = row.getString("tenant");
    return new TopUp(
        row.getString("id"),
        row.getString("claim").substring(tenant.length() + 1),
        row.getString("fingerprint"),
        row.getString("claimed_as"),
        row.getString("card_id"),
        row.getString("account_id"),
        new Money(row.getLong("minor"), Currency.of(row.getString("currency"))),
        row.getString("state"),
        row.getString("payment_id"),
        new TopUp.Credit(
            row.getLong("credited_minor"), row.getLong("taken_back_minor"), row.getInt("changes")),
        new From(
            tenant,
            "",
            row.getString("route"),
            row.getString("route_set"),
            row.getString("trace_id")),
        row.getTimestamp("at").toInstant());
  }
}
