package io.serai.hub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.iso8583.IsoMessage;
import io.serai.issuing.internal.ProgramDouble;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The same over the accounts in PostgreSQL: one commit for each decision, on disk (I4, S4.3). */
class IssuingTest extends IssuingScenarios {

  @Override
  Class<?> configuration() {
    return ProgramDouble.class;
  }

  @Override
  void open(TestHub hub, Issued issued, String token, long balance) {
    Timestamp now = Timestamp.from(Instant.now());
    hub.jdbc()
        .update(
            "insert into card_account (id, tenant, program, currency, balance_minor, seq,"
                + " created_at, updated_at) values (?, 'acme', ?, 'JPY', ?, 1, ?, ?)",
            issued.account(),
            ProgramDouble.NAME,
            balance,
            now,
            now);
    hub.jdbc()
        .update(
            "insert into card (id, account_id, tenant, token, bin, last_four, expiry, status,"
                + " created_at, updated_at) values (?, ?, 'acme', ?, ?, ?, '2030-12', 'active', ?,"
                + " ?)",
            "crd_" + issued.account(),
            issued.account(),
            token,
            issued.pan().substring(0, 6),
            issued.pan().substring(issued.pan().length() - 4),
            now,
            now);
    opened(hub, issued.account(), balance, now);
  }

  @Override
  Stands stands(TestHub hub, String account) {
    return requireNonNull(
        hub.jdbc()
            .queryForObject(
                "select balance_minor, held_minor from card_account where id = ?",
                (row, n) -> new Stands(row.getLong(1), row.getLong(2)),
                account));
  }

  /** With its opening balance, as an import posts it. */
  private static void opened(TestHub hub, String account, long balance, Timestamp now) {
    hub.jdbc()
        .update(
            "insert into card_event (account_id, seq, at, epoch, commit_id, tenant, kind, card_id,"
                + " amount_minor, posted_minor, held_minor, balance_minor, held_after_minor,"
                + " currency, reason, route_set, trace_id, business_date) values (?, 1, ?, 1, 'c',"
                + " 'acme', 'created', ?, ?, ?, 0, ?, 0, 'JPY', 'imported', '', '', current_date)",
            account,
            now,
            "crd_" + account,
            balance,
            balance,
            balance);
    hub.jdbc()
        .update(
            "insert into card_ledger (account_id, seq, posting, at, debit, credit, kind, currency,"
                + " minor, tenant, business_date) values (?, 1, 1, ?, 'program_payable',"
                + " 'cardholder', 'opening', 'JPY', ?, 'acme', current_date)",
            account,
            now,
            balance);
  }

  @Override
  void assertClean(TestHub hub) throws SQLException {
    NoBreach.in(hub);
  }

  @Test
  void aCompletionThatNamesNoOriginalFindsItsHoldByTheApprovalCodeOrTheReference() {
    Issued card = issue(1000);
    String code = ask(request("0100", stan.incrementAndGet(), card, 300)).field(38);
    assertThat(ask(request("0100", stan.incrementAndGet(), card, 200)).field(39)).isEqualTo("00");
    IsoMessage answer = ask(request("0220", stan.incrementAndGet(), card, 250).set(38, code));
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(750, 200));
    ask(request("0100", stan.incrementAndGet(), card, 100).set(37, "633212000042"));
    ask(request("0220", stan.incrementAndGet(), card, 90).set(37, "633212000042"));
    assertThat(stands(card)).isEqualTo(new Stands(660, 200));
  }
}
