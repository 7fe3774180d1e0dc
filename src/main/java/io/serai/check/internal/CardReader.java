package io.serai.check.internal;

import io.serai.check.Invariant;
import io.serai.check.internal.CardRow.Account;
import io.serai.check.internal.CardRow.Event;
import io.serai.check.internal.CardRow.Held;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks along some card accounts in the connection's transaction. Events pass by one at a time: an
 * account may have more than fit into memory.
 */
final class CardReader {

  private static final int FETCH = 1000;

  private static final String EVENTS =
      """
      select e.account_id, e.seq, e.at, e.tenant, e.kind, e.hold_id, e.request_key, e.posted_minor,
             e.held_minor, e.balance_minor, e.held_after_minor, e.currency, e.response_code,
             coalesce(l.moved, 0), coalesce(l.alike, true), k.decision,
             concat_ws(' ', e.card_id, e.hold_id, e.request_key, e.reason, e.merchant, e.payment_id,
                       e.trace_id)
        from card_event e
        left join lateral (
          select sum(case when t.credit = 'cardholder' then t.minor
                          when t.debit = 'cardholder' then -t.minor else 0 end) moved,
                 bool_and(t.currency = e.currency and t.tenant = e.tenant
                          and t.business_date = e.business_date) alike
            from card_ledger t where t.account_id = e.account_id and t.seq = e.seq) l on true
        left join card_claim k on k.id = e.tenant || '/' || e.request_key
       where e.account_id = any(?) order by e.account_id, e.seq
      """;

  private final Connection connection;
  private final Instant forgottenBefore;
  private final Findings findings;
  private long events;

  CardReader(Connection connection, Instant forgottenBefore, Findings findings) {
    this.connection = connection;
    this.forgottenBefore = forgottenBefore;
    this.findings = findings;
  }

  /** Checks these accounts; how many events they have. */
  long check(Collection<String> ids) throws SQLException {
    Map<String, CardWalk> walks = walks(ids);
    each(
        EVENTS,
        ids,
        row -> {
          CardWalk walk = walks.get(row.getString(1));
          if (walk == null) {
            stray(row.getString(1), "an event");
          } else {
            walk.next(event(row));
          }
        });
    each(
        "select distinct t.account_id from card_ledger t where t.account_id = any(?) and not exists"
            + " (select from card_event e where e.account_id = t.account_id and e.seq = t.seq)",
        ids,
        row ->
            findings.add(
                Invariant.I5, row.getString(1), "the ledger has postings that no event made"));
    for (CardWalk walk : walks.values()) {
      walk.end();
      events += walk.events();
    }
    return events;
  }

  private void stray(String account, String what) {
    findings.add(Invariant.I2, account, "there is " + what + " and no account");
  }

  private Map<String, CardWalk> walks(Collection<String> ids) throws SQLException {
    Map<String, List<Held>> holds = new HashMap<>();
    each(
        "select id, account_id, request_key, authorized_minor, held_minor, cleared_minor,"
            + " reversed_minor, state from card_hold where account_id = any(?)",
        ids,
        row ->
            holds
                .computeIfAbsent(row.getString(2), account -> new ArrayList<>())
                .add(
                    new Held(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getString(8))));
    Map<String, CardWalk> walks = new HashMap<>();
    each(
        "select id, tenant, currency, balance_minor, held_minor, seq from card_account"
            + " where id = any(?)",
        ids,
        row -> {
          Account account =
              new Account(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6));
          walks.put(
              account.id(),
              new CardWalk(
                  account, holds.getOrDefault(account.id(), List.of()), forgottenBefore, findings));
        });
    holds.keySet().stream()
        .filter(account -> !walks.containsKey(account))
        .forEach(account -> stray(account, "a hold"));
    return walks;
  }

  private static Event event(ResultSet row) throws SQLException {
    return new Event(
        row.getString(1),
        row.getLong(2),
        row.getTimestamp(3).toInstant(),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getString(12),
        row.getString(13),
        row.getLong(14),
        row.getBoolean(15),
        row.getString(16),
        row.getString(17));
  }

  @FunctionalInterface
  private interface Each {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String sql, Collection<String> ids, Each each) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setFetchSize(FETCH);
      query.setArray(1, connection.createArrayOf("text", ids.toArray(String[]::new)));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          each.read(row);
        }
      }
    }
  }
}
