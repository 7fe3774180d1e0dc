package io.serai.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.serai.testkit.TestPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The contract with group commit, over a real PostgreSQL. */
class PostgresJournalTest extends JournalContract {

  private DataSource database;
  private JdbcTemplate jdbc;
  private PostgresJournal journal;
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  @BeforeAll
  void start() throws Exception {
    database = new DriverManagerDataSource(TestPostgres.shared().freshDatabase("journal"));
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
  void aCommitInDoubtIsFoundByItsOwnId() throws Exception {
    Commit written = opening("pay_doubt", "doubt-key").build();
    journal.commit(written).join();
    Commit notThere = opening("pay_lost", "lost-key").build();
    try (Connection connection = database.getConnection()) {
      assertThat(groups().lookup(connection, List.of(written, notThere)))
          .containsExactly(CommitResult.COMMITTED, null);
    }
    assertThat(groups().unavailable(null))
        .hasMessageContaining("the journal cannot be written just now");
  }

  private static JournalGroups groups() {
    return new JournalGroups(
        new GroupCall(
            JsonMapper.builder().findAndAddModules().build(),
            new CardVault(new SecretKeySpec(new byte[32], "AES"))),
        1);
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
