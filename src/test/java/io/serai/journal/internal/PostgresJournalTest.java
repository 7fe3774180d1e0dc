package io.serai.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.events.Payments;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.Journal;
import io.serai.journal.JournalContract;
import io.serai.journal.JournalSettings;
import io.serai.payment.CardNumber;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The contract with group commit, over a real PostgreSQL. */
class PostgresJournalTest extends JournalContract {

  private EmbeddedPostgres server;
  private JdbcTemplate jdbc;
  private PostgresJournal journal;
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  @BeforeAll
  void start() throws Exception {
    server = EmbeddedPostgres.start();
    var database = server.getPostgresDatabase();
    Flyway.configure().dataSource(database).load().migrate();
    jdbc = new JdbcTemplate(database);
    journal =
        new PostgresJournal(
            database,
            new JournalSettings(2, 8192, 512, 2, Duration.ofSeconds(15)),
            JsonMapper.builder().findAndAddModules().build(),
            new CardVault(new SecretKeySpec(new byte[32], "AES")),
            "proc_test",
            Epoch.current(jdbc).number(),
            List.of(this::heard));
  }

  private void heard(Commit commit) {
    told.add(commit.id());
    if (commit.payment().id().equals("pay_heard")) {
      throw new IllegalStateException("a watcher's mistake");
    }
  }

  @AfterAll
  void stop() throws Exception {
    journal.close();
    server.close();
  }

  @Override
  protected Journal journal() {
    return journal;
  }

  @Test
  void whatMovedMoneyIsToldOnceItIsOnDiskAndAWatchersMistakeCostsNothing() {
    Payment fresh = Payments.fresh("pay_heard", 1000);
    var attempt = Payments.attempt(1, Operation.CHARGE, "gateway-a", "pay_heard", 1000);
    Commit started = Payments.started(fresh, attempt);
    Commit ended =
        Payments.ended(
            started.payment(), attempt, new Outcome.Approved("ref", null), PaymentState.APPROVED);
    assertThat(journal.commit(started).join()).isEqualTo(CommitResult.COMMITTED);
    assertThat(journal.commit(ended).join()).isEqualTo(CommitResult.COMMITTED);
    assertThat(told).contains(ended.id()).doesNotContain(started.id());
    told.clear();
    assertThat(journal.commit(ended).join()).isEqualTo(CommitResult.STALE);
    assertThat(told).isEmpty();
  }

  @Test
  void aCommitInDoubtIsLookedUpUntilTheDatabaseSays() {
    Commit written = opening("pay_doubt", "doubt-key").build();
    journal.commit(written).join();
    var there = new Waiting(written, new CompletableFuture<>());
    var notThere = new Waiting(opening("pay_lost", "lost-key").build(), new CompletableFuture<>());
    try (var lookup = new CommitLookup(failing(2), Runnable::run)) {
      lookup.settle(List.of(there, notThere));
      assertThat(there.result().join()).isEqualTo(CommitResult.COMMITTED);
      assertThatThrownBy(notThere.result()::join)
          .hasMessageContaining("the journal cannot be written just now");
    }
  }

  @Test
  void whatThereIsNoConnectionForIsRefusedAsAWhole() {
    var asked = new AtomicInteger();
    var away =
        new DelegatingDataSource(jdbc.getDataSource()) {
          @Override
          public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            throw new SQLException("away", "08001");
          }
        };
    List<Waiting> group = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      group.add(
          new Waiting(opening("pay_away" + i, "away-key" + i).build(), new CompletableFuture<>()));
    }
    var queue = new ArrayBlockingQueue<>(50, false, group);
    try (var lookup = new CommitLookup(away, Runnable::run)) {
      var writer = new Thread(new GroupWriter(queue, 50, away, call(), lookup, Runnable::run, 1));
      writer.start();
      for (Waiting one : group) {
        assertThatThrownBy(one.result()::join)
            .hasMessageContaining("the journal cannot be written just now");
      }
      writer.interrupt();
    }
    assertThat(asked).hasValue(1);
  }

  /** The database, which cannot be reached so many times. */
  private DataSource failing(int times) {
    var left = new AtomicInteger(times);
    return new DelegatingDataSource(jdbc.getDataSource()) {
      @Override
      public Connection getConnection() throws SQLException {
        if (left.getAndDecrement() > 0) {
          throw new SQLException("away", "08001");
        }
        return super.getConnection();
      }
    };
  }

  private static GroupCall call() {
    return new GroupCall(
        JsonMapper.builder().findAndAddModules().build(),
        new CardVault(new SecretKeySpec(new byte[32], "AES")));
  }

  @Test
  void aCardNumberIsSealed() {
    var card = CardNumber.of("4111111111111111", "pan");
    journal.commit(opening("pay_sealed", "sealed-key").card(card).build()).join();
    assertThat(
            jdbc.queryForObject(
                "select encode(sealed, 'escape') from card_vault where payment_id = 'pay_sealed'",
                String.class))
        .doesNotContain("4111111111111111");
  }

  @Override
  protected List<String> postings(String payment) {
    return jdbc.queryForList(
        "select format('%s/%s %s <- %s %s %s %s', seq, posting, debit, credit, minor, currency,"
            + " provider) from ledger where payment_id = ? order by seq, posting",
        String.class, payment);
  }

  @Override
  protected boolean owed(String followUp) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select 1 from follow_up where id = ? and open)",
            Boolean.class,
            followUp));
  }
}
