package io.serai.issuing.cards;

import io.serai.payment.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Adds many accounts with one card each in one statement, with their history and ledger. Blocking.
 */
public final class ImportRows {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Ids ids;

  /** The rows of a database. */
  public ImportRows(JdbcClient jdbc, Clock clock, Ids ids) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * A card to add.
   *
   * @param line where it stands in the file
   * @param id the card's id
   * @param account its account's id
   * @param token the keyed hash of its number
   * @param card what the file says
   */
  public record Row(long line, String id, String account, String token, ImportLine.Card card) {}

  /** Adds those whose number no card has, and tells the ids of their cards. */
  public Set<String> add(List<Row> rows) {
    if (rows.isEmpty()) {
      return Set.of();
    }
    Instant now = clock.instant();
    // In order, so that two imports at once do not wait for each other crosswise.
    List<Row> sorted = rows.stream().sorted(Comparator.comparing(Row::token)).toList();
    return new HashSet<>(
        jdbc.sql(
                """
                with given as (
                  select * from unnest(:card::text[], :account::text[], :token::text[], :bin::text[],
                                       :lastFour::text[], :expiry::text[], :tenant::text[],
                                       :program::text[], :currency::text[], :balance::bigint[],
                                       :line::bigint[], :date::date[])
                    as g (card, account, token, bin, last_four, expiry, tenant, program, currency,
                          balance, line, date)),
                cards as (
                  insert into card (id, account_id, tenant, token, bin, last_four, expiry, status,
                                    created_at, updated_at)
                  select card, account, tenant, token, bin, last_four, expiry, 'active', :now, :now
                    from given
                  on conflict (token) do nothing returning id),
                fresh as (select g.* from given g join cards c on c.id = g.card),
                accounts as (
                  insert into card_account (id, tenant, program, currency, balance_minor,
                                            credit_line_minor, seq, created_at, updated_at)
                  select account, tenant, program, currency, balance, line, 1, :now, :now from fresh),
                events as (
                  insert into card_event (account_id, seq, at, epoch, commit_id, tenant, kind,
                      card_id, amount_minor, posted_minor, held_minor, balance_minor,
                      held_after_minor, currency, reason, route_set, trace_id, business_date)
                  select account, 1, :now, (select coalesce(max(epoch), 1) from journal_epoch),
                         :commit, tenant, 'created', card, abs(balance), balance, 0, balance, 0,
                         currency, 'imported', '', '', date
                    from fresh),
                ledger as (
                  insert into card_ledger (account_id, seq, posting, at, debit, credit, kind,
                                           currency, minor, tenant, business_date)
                  select account, 1, 1, :now,
                         case when balance > 0 then :program_account else :holder_account end,
                         case when balance > 0 then :holder_account else :program_account end,
                         'opening', currency, abs(balance), tenant, date
                    from fresh where balance <> 0)
                select id from cards
                """)
            .param("card", texts(sorted, Row::id))
            .param("account", texts(sorted, Row::account))
            .param("token", texts(sorted, Row::token))
            .param("bin", texts(sorted, row -> row.card().number().bin()))
            .param("lastFour", texts(sorted, row -> row.card().number().lastFour()))
            .param("expiry", texts(sorted, row -> row.card().expiry().toString()))
            .param("tenant", texts(sorted, row -> row.card().program().tenant()))
            .param("program", texts(sorted, row -> row.card().program().name()))
            .param("currency", texts(sorted, row -> row.card().program().currency().alphabetic()))
            .param("balance", minors(sorted, row -> row.card().balanceMinor()))
            .param("line", minors(sorted, row -> row.card().creditLineMinor()))
            .param("date", texts(sorted, row -> day(row, now)))
            .param("now", Timestamp.from(now))
            .param("commit", ids.next("cmt_"))
            .param("program_account", TopUpStep.PROGRAM)
            .param("holder_account", TopUpStep.CARDHOLDER)
            .query(String.class)
            .list());
  }

  private static String day(Row row, Instant now) {
    return LocalDate.ofInstant(now, row.card().program().zone()).toString();
  }

  private static String[] texts(List<Row> rows, Function<Row, String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  private static Long[] minors(List<Row> rows, Function<Row, Long> value) {
    return rows.stream().map(value).toArray(Long[]::new);
  }
}
