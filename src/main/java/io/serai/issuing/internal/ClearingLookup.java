package io.serai.issuing.internal;

import io.serai.issuing.internal.ClearingQueue.Waiting;
import io.serai.issuing.internal.HoldMatch.Candidate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What has to be known of records before they are booked, read for many at once. Blocking. */
final class ClearingLookup {

  /** The account behind a card. */
  record Account(String tenant, String currency) {}

  /**
   * What was booked of a purchase.
   *
   * @param presented what was presented and neither charged back nor credited, 0 or more
   * @param chargedBack what was charged back and not presented again
   * @param hold its hold, or null
   * @param keys under which all this was booked
   */
  record Dispute(long presented, long chargedBack, @Nullable String hold, Set<String> keys) {}

  /** What was found. */
  static final class Found {
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, List<Candidate>> candidates = new HashMap<>();
    private final Map<String, Dispute> disputes = new HashMap<>();

    @Nullable Account account(Waiting waiting) {
      Account account = accounts.get(waiting.record().token());
      return account != null && account.tenant().equals(waiting.tenant()) ? account : null;
    }

    List<Candidate> candidates(Waiting waiting) {
      return candidates.getOrDefault(waiting.record().token(), List.of());
    }

    @Nullable Dispute dispute(Waiting waiting) {
      return disputes.get(waiting.tenant() + " " + waiting.record().reference());
    }
  }

  private final JdbcTemplate jdbc;

  ClearingLookup(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Looks up all that the records need. */
  Found find(List<Waiting> records) {
    Found found = new Found();
    String[] tokens = of(records, Presentment::token);
    jdbc.query(
        "select c.token, a.tenant, a.currency from card c join card_account a on a.id = c.account_id"
            + " where c.token = any(?)",
        row -> {
          found.accounts.put(row.getString(1), new Account(row.getString(2), row.getString(3)));
        },
        (Object) tokens);
    candidates(
        tokens,
        of(records, Presentment::approvalCode),
        of(records, Presentment::rrn),
        found.candidates);
    jdbc.query(
        """
        select r.tenant, r.reference, max(r.hold_id) hold,
               greatest(0, sum(case when r.type in ('chargeback', 'credit') then -r.billing_minor
                                    else r.billing_minor end)) net,
               sum(case r.type when 'chargeback' then r.billing_minor
                               when 'representment' then -r.billing_minor else 0 end) back,
               array_agg('clearing/' || r.reference || '/' || r.type || '/' || r.part) keys
          from clearing_record r
         where r.state = 'booked' and r.tenant = any(?) and r.reference = any(?)
         group by r.tenant, r.reference having bool_or(r.type = 'presentment')
        """,
        row -> {
          found.disputes.put(
              row.getString("tenant") + " " + row.getString("reference"),
              new Dispute(
                  row.getLong("net"),
                  row.getLong("back"),
                  row.getString("hold"),
                  Set.copyOf(Arrays.asList((String[]) row.getArray("keys").getArray()))));
        },
        records.stream().map(Waiting::tenant).distinct().toArray(String[]::new),
        of(records, Presentment::reference));
    return found;
  }

  /** The holds of a card's account that a message may be about. */
  List<Candidate> candidates(String token, @Nullable String code, @Nullable String rrn) {
    Map<String, List<Candidate>> into = new HashMap<>();
    candidates(
        new String[] {token}, new @Nullable String[] {code}, new @Nullable String[] {rrn}, into);
    return into.getOrDefault(token, List.of());
  }

  /** The hold that an authorization of this key made. */
  Optional<String> holdOf(String tenant, String key) {
    return jdbc
        .queryForList(
            "select id from card_hold where request_key = ?", String.class, tenant + "/" + key)
        .stream()
        .findFirst();
  }

  private void candidates(
      String[] tokens,
      @Nullable String[] codes,
      @Nullable String[] rrns,
      Map<String, List<Candidate>> into) {
    jdbc.query(
        """
        select distinct k.token, h.id, h.approval_code, h.rrn, h.merchant::jsonb ->> 'id' merchant,
               h.authorized_minor, h.held_minor, h.state = 'open' as open, h.at
          from unnest(?, ?, ?) k(token, code, rrn)
          join card c on c.token = k.token
          join card_hold h on h.account_id = c.account_id
           and (h.state = 'open' or upper(h.approval_code) = upper(k.code) or h.rrn = k.rrn)
        """,
        row -> {
          into.computeIfAbsent(row.getString("token"), t -> new ArrayList<>()).add(candidate(row));
        },
        tokens,
        codes,
        rrns);
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    return new Candidate(
        row.getString("id"),
        row.getString("approval_code"),
        row.getString("rrn"),
        row.getString("merchant"),
        row.getLong("authorized_minor"),
        row.getLong("held_minor"),
        row.getBoolean("open"),
        row.getTimestamp("at").toInstant());
  }

  private static String[] of(List<Waiting> records, Function<Presentment, @Nullable String> field) {
    return records.stream().map(Waiting::record).map(field).toArray(String[]::new);
  }
}
