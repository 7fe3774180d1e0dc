package io.serai.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The checker over card accounts: it finds nothing in books that are right, and each breach that is
 * planted in a copy of them (I2, I4, I5, I8; S4.3, S4.5).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardCheckTest {

  private static final Instant AT = Instant.parse("2026-11-28T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(AT.plusSeconds(60), ZoneOffset.UTC);

  private String url = "";
  private long balance;
  private long held;
  private int seq;

  @BeforeAll
  void writeBooks() {
    url = TestPostgres.shared().freshDatabase("cards");
    JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(url));
    jdbc.update("insert into journal_epoch (system_id) values ('here')");
    event(jdbc, "created", null, null, null, 0, 0);
    event(jdbc, "topped_up", null, "top-up", null, 10_000, 0);
    event(jdbc, "approved", "hld_1", "k1", "00", 0, 1000);
    event(jdbc, "declined", null, "k2", "51", 0, 0);
    event(jdbc, "reversed", "hld_1", "k3", "00", 0, -400);
    event(jdbc, "cleared", "hld_1", "k4", "00", -600, -600);
    event(jdbc, "approved", "hld_2", "k5", "00", 0, 500);
    event(jdbc, "hold_expired", "hld_2", null, null, 0, -500);
    event(jdbc, "cleared", "hld_3", "k6", "00", -700, 0);
    event(jdbc, "reversed", "hld_3", "k7", "00", 700, 0);
    event(jdbc, "advised", "hld_4", "k8", "00", 0, 300);
    event(jdbc, "charged_back", "hld_1", "k9", "00", 100, 0);
    event(jdbc, "cleared", "hld_2", "k10", "00", -450, 0);
    hold(jdbc, "hld_1", "k1", 1000, 0, 600, 400, "cleared");
    hold(jdbc, "hld_2", "k5", 500, 0, 450, 0, "expired");
    hold(jdbc, "hld_3", "k6", 700, 0, 0, 700, "reversed");
    hold(jdbc, "hld_4", "k8", 300, 300, 0, 0, "open");
    account(jdbc, "acc_1", balance, held, seq);
    account(jdbc, "acc_2", 0, 0, 0);
  }

  private void event(
      JdbcTemplate jdbc,
      String kind,
      @Nullable String hold,
      @Nullable String key,
      @Nullable String code,
      long posted,
      long held) {
    seq++;
    balance += posted;
    this.held += held;
    jdbc.update(
        "insert into card_event (account_id, seq, at, epoch, commit_id, tenant, kind, hold_id,"
            + " request_key, amount_minor, posted_minor, held_minor, balance_minor,"
            + " held_after_minor, currency, response_code, reason, route_set, trace_id,"
            + " business_date) values ('acc_1', ?, ?, 1, 'c', 'acme', ?, ?, ?, ?, ?, ?, ?, ?, 'JPY',"
            + " ?, 'why', 'set', 'trace', '2026-11-28')",
        seq,
        java.sql.Timestamp.from(AT.plusSeconds(seq)),
        kind,
        hold,
        key,
        Math.abs(posted) + Math.abs(held),
        posted,
        held,
        balance,
        this.held,
        code);
    if (posted != 0) {
      jdbc.update(
          "insert into card_ledger (account_id, seq, posting, at, debit, credit, kind, currency,"
              + " minor, tenant, business_date) values ('acc_1', ?, 1, ?, ?, ?, 'k', 'JPY', ?,"
              + " 'acme', '2026-11-28')",
          seq,
          java.sql.Timestamp.from(AT.plusSeconds(seq)),
          posted > 0 ? "program_payable" : "cardholder",
          posted > 0 ? "cardholder" : "network_payable",
          Math.abs(posted));
    }
    if (key != null) {
      jdbc.update(
          "insert into card_claim (id, account_id, fingerprint, decision, commit_id, at)"
              + " values (?, 'acc_1', '', ?, 'c', ?)",
          "acme/" + key,
          "{\"responseCode\":\""
              + (code == null ? "00" : code)
              + "\",\"approvalCode\":"
              + ("00".equals(code) ? "\"A00001\"" : "null")
              + "}",
          java.sql.Timestamp.from(AT));
    }
  }

  private static void hold(
      JdbcTemplate jdbc,
      String id,
      String key,
      long authorized,
      long held,
      long cleared,
      long reversed,
      String state) {
    jdbc.update(
        "insert into card_hold (id, account_id, card_id, tenant, request_key, authorized_minor,"
            + " held_minor, cleared_minor, reversed_minor, state, approval_code, merchant, at,"
            + " expires_at, estimated, stand_in) values (?, 'acc_1', 'crd_1', 'acme', ?, ?, ?, ?, ?,"
            + " ?, 'A00001', '{}', now(), now(), false, false)",
        id,
        "acme/" + key,
        authorized,
        held,
        cleared,
        reversed,
        state);
  }

  private static void account(JdbcTemplate jdbc, String id, long balance, long held, int events) {
    jdbc.update(
        "insert into card_account (id, tenant, program, currency, balance_minor, held_minor, seq,"
            + " created_at, updated_at) values (?, 'acme', 'prepaid', 'JPY', ?, ?, ?, now(), now())",
        id,
        balance,
        held,
        events);
  }

  @Test
  void booksThatAreRightAreWithoutABreach() throws SQLException {
    DriverManagerDataSource copy = copy();
    CheckReport report = checker(copy).full().run();
    assertThat(report.breaches()).isEmpty();
    assertThat(report.accounts()).isEqualTo(2);
    assertThat(report.summary()).contains("2 card accounts");
    assertThat(checker(copy).page(1).full().run().accounts()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          I2 | event 4 is missing or there twice | delete from card_event where seq = 4
          I2 | its row says 14 events, there are 13 | update card_account set seq = 14 where id = 'acc_1'
          I2 | event 5 is about a hold that is not there | update card_event set hold_id = 'hld_9' where seq = 5
          I2 | hold hld_2 is cleared, which its events do not say | update card_hold set state = 'cleared' where id = 'hld_2'
          I2 | hold hld_4 is reversed | update card_hold set state = 'reversed', held_minor = 0 where id = 'hld_4'; update card_account set held_minor = 0 where id = 'acc_1'; update card_event set held_minor = 0, held_after_minor = 0 where seq >= 11; update card_hold set authorized_minor = 0 where id = 'hld_4'
          I2 | there is an event and no account | update card_event set account_id = 'acc_9' where seq = 13
          I4 | event 3 was decided without its key being claimed | delete from card_claim where id = 'acme/k1'
          I4 | event 4 was answered 51, its claim has 00 | update card_claim set decision = replace(decision, '51', '00') where id = 'acme/k2'
          I4 | the key acme/k1 was approved, but no hold or event says so | update card_claim set decision = replace(decision, '{', '{"hold":"hld_9",') where id = 'acme/k1'
          I4 | the key acme/k99 was approved, but no hold or event says so | update card_claim set id = 'acme/k99' where id = 'acme/k8'
          I5 | its row says a balance of 9051, its events 9050 | update card_account set balance_minor = 9051 where id = 'acc_1'
          I5 | its row says 301 held, its events 300 | update card_account set held_minor = 301 where id = 'acc_1'
          I5 | its row says 300 held, its holds 299 | update card_hold set held_minor = 299 where id = 'hld_4'
          I5 | event 6 says a balance of 9401, but it was 10000 and -600 were posted | update card_event set balance_minor = 9401 where seq = 6
          I5 | event 7 says that 501 are held, but there were 0 and 500 were added | update card_event set held_after_minor = 501 where seq = 7
          I5 | event 6 posted -600, the ledger moves -599 | update card_ledger set minor = 599 where seq = 6
          I5 | event 6 posted -600, the ledger moves 0 | delete from card_ledger where seq = 6
          I5 | of another tenant, currency or business date | update card_ledger set currency = 'USD' where seq = 6
          I5 | the ledger has postings that no event made | update card_ledger set seq = 99 where seq = 6
          I5 | hold hld_1 says 1001 authorized, its events come to 1000 | update card_hold set authorized_minor = 1001 where id = 'hld_1'
          I5 | hold hld_1 says 601 cleared, its events come to 600 | update card_hold set cleared_minor = 601 where id = 'hld_1'
          I5 | hold hld_1 says 399 reversed, its events come to 400 | update card_hold set reversed_minor = 399 where id = 'hld_1'
          I5 | hold hld_1 released more than it held | update card_event set hold_id = 'hld_1' where seq = 8
          I5 | hold hld_3 gave back 1400 of 700 authorized | update card_event set posted_minor = 1400 where seq = 10
          I5 | event 3 holds 1000 without a hold | update card_event set hold_id = null where seq = 3
          I8 | event 4 holds a card number | update card_event set reason = 'card 4111111111111111' where seq = 4
          """)
  void whatIsPlantedIsFound(Invariant invariant, String message, String sql) throws SQLException {
    DriverManagerDataSource copy = copy();
    JdbcTemplate jdbc = new JdbcTemplate(copy);
    for (String one : sql.split("; ", -1)) {
      assertThat(jdbc.update(one)).isPositive();
    }
    CheckReport report = checker(copy).full().run();
    assertThat(report.breaches())
        .filteredOn(breach -> breach.message().contains(message))
        .singleElement()
        .satisfies(breach -> assertThat(breach.invariant()).isEqualTo(invariant));
    assertThat(report.toString()).doesNotContain("4111111111111111");
  }

  @Test
  void aBreachShowsTheLatestEvents() throws SQLException {
    DriverManagerDataSource copy = copy();
    new JdbcTemplate(copy).update("update card_event set balance_minor = 1 where seq = 2");
    assertThat(checker(copy).full().run().breaches().get(0).toString())
        .startsWith("I5 acc_1: event 2 says a balance of 1, but it was 0 and 10000 were posted")
        .contains("\n    1 2026-11-28T10:00:01Z created, posted 0, held 0 -> balance 0, held 0")
        .contains("\n    2 2026-11-28T10:00:02Z topped_up, posted 10000, held 0 -> balance 1");
  }

  @Test
  void afterARunWithoutABreachOnlyAccountsThatChangedAreChecked() throws SQLException {
    DriverManagerDataSource copy = copy();
    assertThat(checker(copy).run().breaches()).isEmpty();
    assertThat(checker(copy).run().accounts()).isZero();
    JdbcTemplate jdbc = new JdbcTemplate(copy);
    jdbc.update(
        "insert into card_event (account_id, seq, at, epoch, commit_id, tenant, kind, amount_minor,"
            + " posted_minor, held_minor, balance_minor, held_after_minor, currency, reason,"
            + " route_set, trace_id, business_date) values ('acc_2', 2, now(), 1, 'c', 'acme',"
            + " 'created', 0, 0, 0, 0, 0, 'JPY', 'why', 'set', 'trace', '2026-11-28')");
    CheckReport report = checker(copy).run();
    assertThat(report.accounts()).isEqualTo(1);
    assertThat(report.breaches())
        .extracting(Breach::toString)
        .singleElement()
        .asString()
        .startsWith("I2 acc_2: event 1 is missing or there twice");
  }

  @Test
  void aKeyThatIsForgottenInItsTimeIsNoBreach() throws SQLException {
    DriverManagerDataSource copy = copy();
    new JdbcTemplate(copy).update("delete from card_claim");
    Clock later = Clock.offset(CLOCK, Duration.ofDays(31));
    assertThat(checker(copy).full().clock(later).run().breaches()).isEmpty();
  }

  private static Checker checker(DriverManagerDataSource database) {
    return Checker.on(database).clock(CLOCK);
  }

  private DriverManagerDataSource copy() {
    return new DriverManagerDataSource(TestPostgres.shared().copyOf(url));
  }
}
