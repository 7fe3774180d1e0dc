package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts.Done;
import io.serai.issuing.CardDecision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Approvals while the database is away: safe before they are told, booked once (S4.6). */
@Timeout(60)
class SpooledApprovalsTest {

  private Path folder;
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicInteger ids = new AtomicInteger();
  private final VirtualTime time = new VirtualTime();
  private final StandInCounts counts = StandInCounts.in(new SimpleMeterRegistry());

  /** Up to 10 of anybody; a line is a token, a key and an amount. */
  private static final OfflineRules TEN =
      new OfflineRules() {
        @Override
        public @Nullable Approved approve(AccountWork work) {
          long minor = Long.parseLong(work.fingerprint().substring("hold ".length()));
          return minor > 10
              ? null
              : new Approved(
                  new CardDecision("00", "stand_in", minor, "S00001", null, null),
                  work.subject().lane() + " " + work.key() + " " + minor);
        }

        @Override
        public AccountWork advice(String line) {
          String[] parts = line.split(" ", -1);
          return Steps.hold(parts[0], parts[1], Long.parseLong(parts[2]));
        }
      };

  @BeforeEach
  void folder(@TempDir Path made) {
    folder = made;
  }

  @Test
  void whatIsApprovedWithoutTheDatabaseIsBookedOnceItIsBack() throws Exception {
    var db = new IssuingDatabase(3, 100);
    DataSource database = switched(db);
    Path file = folder.resolve("spool");
    try (var postgres = db.accounts(database, IssuingDatabase.settings(1, 100, 10));
        var reach = new Reach(database);
        var declines = declines(database);
        var spooled = SpooledApprovals.in(file, TEN, postgres, reach)) {
      var accounts =
          new StandingIn(
              postgres,
              new RecentKeys(100),
              declines,
              reach,
              spooled,
              counts,
              time,
              Duration.ofMillis(100));
      away.set(true);
      List<CompletableFuture<Done>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(accounts.commit(ask("tok_1", "small-" + i, 6)));
      }
      answers.add(accounts.commit(ask("tok_2", "large", 11)));
      List<String> codes = answers.stream().map(a -> a.join().decision().responseCode()).toList();
      assertThat(codes).startsWith("00").endsWith("00", "91");
      assertThat(Files.readAllLines(file)).hasSize(20).contains("tok_1 small-7 6");
      assertThat(accounts.commit(ask("tok_1", "small-7", 6)).join().replay()).isTrue();
      assertThat(counts.approved().count()).isEqualTo(20);
      away.set(false);
      await().until(() -> !reach.away());
      assertThat(Files.size(file)).isZero();
      assertThat(db.number("select count(*) from card_claim where id like 'bank/small-%'"))
          .isEqualTo(20);
      assertThat(db.held("acc_1")).as("16 fit, as these steps have it").isEqualTo(96);
      await().until(() -> declines.waiting() == 0);
      assertThat(postgres.commit(ask("tok_2", "large", 11)).join().decision())
          .isEqualTo(ByRule.DECLINED);
    }
  }

  @Test
  void whatAnEarlierProcessLeftIsBookedAtStartAndWhatItBookedIsNotBookedAgain() throws Exception {
    var db = new IssuingDatabase(3, 100);
    Path file = folder.resolve("spool");
    Files.writeString(file, "tok_1 done 5\ntok_1 open 6\nnonsense\ntok_1 torn");
    try (var postgres = db.accounts(IssuingDatabase.settings(1, 100, 10));
        var reach = new Reach(db.database)) {
      postgres.commit(Steps.hold("tok_1", "done", 5)).join();
      try (var spooled = SpooledApprovals.in(file, TEN, postgres, reach)) {
        await().until(() -> !reach.away());
        assertThat(spooled).isNotNull();
        assertThat(db.held("acc_1")).isEqualTo(11);
        assertThat(Files.size(file)).isZero();
        assertThat(Files.readAllLines(folder.resolve("spool.refused"))).containsExactly("nonsense");
      }
    }
  }

  @Test
  void whatComesWhileTheSpoolIsBookedStays() throws Exception {
    Path file = folder.resolve("spool");
    try (var spool = new Spool(file)) {
      spool.append("one").join();
      Spool.Content content = spool.content().join();
      spool.append("zwei €").join();
      spool.drop(content).join();
      assertThat(Files.readAllLines(file)).containsExactly("zwei €");
      assertThatThrownBy(() -> spool.append("two\nlines")).hasMessageContaining("one line");
    }
    Files.write(file, "torn".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    try (var again = new Spool(file)) {
      again.append("three").join();
      assertThat(again.content().join().lines()).containsExactly("zwei €", "three");
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    assertThatThrownBy(() -> new Spool(folder.resolve("none/spool")))
        .hasMessageContaining("serai.issuing.spool")
        .hasMessageContaining("name a file in a folder that can");
  }

  @Test
  void anApprovalThatCannotBeKeptIsDeclined() throws Exception {
    var db = new IssuingDatabase(1, 100);
    Path file = folder.resolve("spool");
    try (var postgres = db.accounts(IssuingDatabase.settings(1, 100, 10));
        var reach = new Reach(switched(db));
        var declines = declines(db.database);
        var spooled = SpooledApprovals.in(file, TEN, postgres, reach)) {
      Files.delete(file);
      Files.createDirectory(file);
      away.set(true);
      reach.lost();
      var accounts =
          new StandingIn(
              postgres,
              new RecentKeys(100),
              declines,
              reach,
              spooled,
              counts,
              time,
              Duration.ofMillis(100));
      assertThat(accounts.commit(ask("tok_1", "lost", 6)).join().decision())
          .isEqualTo(ByRule.DECLINED);
    }
  }

  private AccountWork ask(String token, String key, long minor) {
    return Steps.by(
        Steps.hold(token, key, minor), time.instant().plus(Duration.ofDays(9_999)), null);
  }

  private Declines declines(DataSource database) {
    var json = new CardJson(JsonMapper.builder().findAndAddModules().build());
    return new Declines(
        database,
        IssuingDatabase.settings(1, 10, 10),
        new DeclineGroups(json, time),
        prefix -> prefix + "decline" + ids.incrementAndGet(),
        counts.unrecorded(),
        work -> {});
  }

  private DataSource switched(IssuingDatabase db) {
    return new DelegatingDataSource(db.database) {
      @Override
      public Connection getConnection() throws SQLException {
        if (away.get()) {
          throw new SQLException("away", "08001");
        }
        return super.getConnection();
      }
    };
  }
}
