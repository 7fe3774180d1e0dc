package io.serai.issuing.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.issuing.AccountWork;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardRequest;
import io.serai.issuing.EntryMode;
import io.serai.payment.Money;
import io.serai.testkit.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approvals up to a floor limit while the database is away, off by default (S4.6). */
class FloorWithoutDatabaseTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final CardProgram PROGRAM = program("bank", true);

  private final ObjectMapper json = JsonMapper.builder().findAndAddModules().build();
  private final OfflineRules rules = new FloorWithoutDatabase(json, Fixture.PROGRAMS);
  private final AtomicInteger ids = new AtomicInteger();

  private static CardProgram program(String tenant, boolean withoutDatabase) {
    return new CardProgram(
        "prepaid",
        tenant,
        Fixture.JPY,
        ZoneOffset.UTC,
        List.of("411111"),
        Fixture.RULES,
        new CardProgram.HoldTimes(Duration.ofDays(7), Map.of()),
        new CardProgram.StandIn(300, "05", withoutDatabase));
  }

  private AccountWork asked(String key, long minor, @Nullable CardProgram program) {
    Instant now = Instant.now();
    var request =
        new CardRequest(
            CardRequest.Kind.AUTHORIZATION,
            key,
            "fingerprint",
            null,
            "tok_1",
            new Money(minor, Fixture.JPY),
            null,
            null,
            new CardRequest.From("bank", "network", "authorizations", "set", "trace"),
            new CardRequest.Merchant("MERCHANT01", "TERM0001", "5411", "JP"),
            new CardRequest.Presented(EntryMode.CHIP, false),
            CardRequest.Wishes.NONE,
            YearMonth.of(2031, 12),
            null,
            "633212000042",
            now,
            now.plus(SOON));
    var fresh = new NewHold("hld_" + ids.incrementAndGet(), "NEW222");
    CardDecision no = ByRule.declined(program);
    return new AccountWork(
        new AccountWork.ByToken("tok_1"),
        key,
        "fingerprint",
        null,
        request.origin(),
        request.answerBy(),
        new Authorize(request, Fixture.PROGRAMS, fresh),
        new StandIn(request, Fixture.PROGRAMS, fresh, program),
        new AccountWork.AtOnce(no, new DeclinedAtOnce(request, no)));
  }

  @Test
  void isApprovedUpToTheFloorOfTheProgramOfTheNumberWhereItWantsThat() {
    OfflineRules.Approved approved = requireNonNull(rules.approve(asked("one", 300, PROGRAM)));
    assertThat(approved.decision().responseCode()).isEqualTo("00");
    assertThat(approved.decision().approvalCode()).isEqualTo("NEW222");
    assertThat(approved.line()).contains("tok_1").doesNotContain("411111");
    assertThat(rules.approve(asked("one", 301, PROGRAM))).isNull();
    assertThat(rules.approve(asked("one", 300, program("bank", false)))).isNull();
    assertThat(rules.approve(asked("one", 300, program("another", true)))).isNull();
    assertThat(rules.approve(asked("one", 300, null))).isNull();
    assertThat(rules.approve(Steps.hold("tok_1", "without a rule", 1))).isNull();
  }

  @Test
  void whatIsBookedIsWhatWasAnsweredWhateverTheAccountSays() {
    var approved = requireNonNull(rules.approve(asked("one", 300, PROGRAM)));
    AccountWork advice = rules.advice(approved.line());
    assertThat(advice.key()).isEqualTo("one");
    assertThat(advice.fingerprint()).isEqualTo("fingerprint");
    assertThat(advice.answerBy()).isNull();
    var change = advice.step().apply(Fixture.seen(null));
    assertThat(change.decision()).isEqualTo(approved.decision());
    assertThat(requireNonNull(change.hold()).standIn()).isTrue();
    assertThat(requireNonNull(change.hold()).at()).isEqualTo(Fixture.NOW);
    assertThat(requireNonNull(change.event()).kind().word()).isEqualTo("stood_in");
    assertThatThrownBy(() -> advice.step().apply(Fixture.unknown()))
        .hasMessageContaining("cannot be booked: no card of ours has this token");
    assertThatThrownBy(() -> rules.advice("nonsense"))
        .hasMessage("a line of the spool is no approval");
  }

  @Test
  void whileTheDatabaseIsStoppedItIsKeptAndOnceItIsBackBookedOnce(@TempDir Path folder)
      throws Exception {
    int port = Ports.free();
    EmbeddedPostgres server = start(folder, port);
    String url = "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    var db = new IssuingDatabase(url, 2, 1000);
    var counts = StandInCounts.in(new SimpleMeterRegistry());
    Path file = folder.resolve("spool");
    try (var postgres = db.accounts(IssuingDatabase.settings(1, 100, 10));
        var reach = new Reach(db.database);
        var history = new DeclineHistory(postgres, 10);
        var declines =
            new Declines(
                db.database,
                IssuingDatabase.settings(1, 10, 10),
                new DeclineGroups(new CardJson(json), Clock.systemUTC()),
                prefix -> prefix + "decline" + ids.incrementAndGet(),
                counts.unrecorded(),
                history::add);
        var spooled = SpooledApprovals.in(file, rules, postgres, reach)) {
      var accounts =
          new StandingIn(
              postgres,
              new RecentKeys(100),
              declines,
              reach,
              spooled,
              counts,
              Clock.systemUTC(),
              Duration.ofMillis(100));
      assertThat(code(accounts, asked("before", 100, PROGRAM))).isEqualTo("00");
      server.close();
      // Whose connection breaks is in doubt until the database is back; the next one is refused.
      var doubtful = accounts.commit(Steps.hold("tok_2", "doubtful", 1));
      AccountWork small = asked("small", 200, PROGRAM);
      assertThat(code(accounts, small)).isEqualTo("00");
      assertThat(code(accounts, asked("large", 301, PROGRAM))).isEqualTo("05");
      assertThat(Files.readAllLines(file)).hasSize(1);
      server = start(folder, port);
      await().atMost(SOON).until(() -> !reach.away());
      await().atMost(SOON).until(doubtful::isDone);
      assertThat(db.held("acc_1")).isEqualTo(300);
      assertThat(Files.size(file)).isZero();
      await().atMost(SOON).until(() -> declines.waiting() == 0 && history.waiting() == 0);
      assertThat(postgres.commit(small).join().replay()).isTrue();
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          db.jdbc.queryForList(
                              "select kind || ' ' || request_key || ' ' || amount_minor || ' '"
                                  + " || response_code || ' ' || reason from card_event"
                                  + " where account_id = 'acc_1' order by seq",
                              String.class))
                      .containsExactly(
                          "approved before 100 00 approved",
                          "stood_in small 200 00 stand_in",
                          "declined large 301 05 stand_in"));
      assertThat(db.breaches()).isZero();
      assertThat(db.number("select count(*) from card_claim where account_id = 'acc_1'"))
          .isEqualTo(3);
    } finally {
      server.close();
    }
  }

  private static String code(StandingIn accounts, AccountWork work) {
    return accounts.commit(work).join().decision().responseCode();
  }

  private static EmbeddedPostgres start(Path folder, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .setPGStartupWait(SOON)
        .start();
  }
}
