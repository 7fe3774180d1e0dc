package io.serai.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.journal.Claim;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.FollowUp;
import io.serai.journal.JournalSettings;
import io.serai.journal.NewEntry;
import io.serai.payment.CardNumber;
import io.serai.payment.Channel;
import io.serai.payment.Counted;
import io.serai.payment.Currency;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Origin;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Claims, group commit and the gapless sequence (I1, I4), over a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PostgresJournalTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

  private EmbeddedPostgres server;
  private JdbcTemplate jdbc;
  private PostgresJournal journal;

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
            Epoch.current(jdbc).number());
  }

  @AfterAll
  void stop() throws Exception {
    journal.close();
    server.close();
  }

  @Test
  void aKeyIsClaimedOnceHoweverManyAskAtOnce() {
    List<CompletableFuture<CommitResult>> asked = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      asked.add(journal.commit(opening("pay_once" + i, "same-key").build()));
    }
    var results = asked.stream().map(CompletableFuture::join).toList();
    assertThat(results).filteredOn(r -> r == CommitResult.COMMITTED).hasSize(1);
    assertThat(results).filteredOn(r -> r == CommitResult.CLAIM_TAKEN).hasSize(199);
    var winner = journal.claim("acme", "same-key").join().orElseThrow().paymentId();
    assertThat(journal.payment(winner).join()).isPresent();
    assertThat(jdbc.queryForList("select id from payment where id like 'pay_once%'", String.class))
        .containsExactly(winner);
  }

  @Test
  void whatMovesMoneyIsPostedWithItsEntryAndNothingElseIs() {
    journal.commit(opening("pay_post", "post-key").build()).join();
    Payment first = journal.payment("pay_post").join().orElseThrow();
    assertThat(postings("pay_post")).isEmpty();

    var approved =
        new EventData.Facts(
            1, Operation.CHARGE, "gateway-a", "pay_post", "approved", "approved", 1000L, "r1");
    Commit ended =
        Commit.of("c2", first.become(PaymentState.APPROVED), NOW, TODAY)
            .entry(new NewEntry(EventKind.ATTEMPT_ENDED, approved))
            .build();
    assertThat(journal.commit(ended).join()).isEqualTo(CommitResult.COMMITTED);
    assertThat(journal.commit(ended).join()).isEqualTo(CommitResult.STALE);
    assertThat(postings("pay_post"))
        .containsExactly(
            "2/1 provider_receivable <- customer 1000 JPY gateway-a",
            "2/2 customer <- merchant_payable 1000 JPY gateway-a");

    var refunded =
        new EventData.Facts(
            2, Operation.REFUND, "gateway-a", "re_1", "approved", "approved", 400L, "r2");
    Payment second = journal.payment("pay_post").join().orElseThrow();
    journal
        .commit(
            Commit.of("c3", second.become(PaymentState.PARTIALLY_REFUNDED), NOW, TODAY)
                .entry(new NewEntry(EventKind.ATTEMPT_ENDED, refunded))
                .build())
        .join();
    assertThat(postings("pay_post"))
        .hasSize(4)
        .endsWith(
            "3/1 merchant_payable <- customer 400 JPY gateway-a",
            "3/2 customer <- provider_receivable 400 JPY gateway-a");
  }

  private List<String> postings(String payment) {
    return jdbc.queryForList(
        "select format('%s/%s %s <- %s %s %s %s', seq, posting, debit, credit, minor, currency,"
            + " provider) from ledger where payment_id = ? order by seq, posting",
        String.class, payment);
  }

  @Test
  void theSequenceIsGaplessAndAStaleCommitLeavesNothingBehind() {
    journal.commit(opening("pay_seq", "seq-key").build()).join();
    Payment first = journal.payment("pay_seq").join().orElseThrow();
    assertThat(first.seq()).isEqualTo(1);

    var ended =
        Commit.of("c2", first.become(PaymentState.APPROVED), NOW, TODAY)
            .entry(
                new NewEntry(EventKind.ATTEMPT_ENDED, EventData.Facts.NONE, "{\"x\":1}", "pay_seq"))
            .build();
    assertThat(journal.commit(ended).join()).isEqualTo(CommitResult.COMMITTED);

    var late =
        Commit.of("c3", first, NOW, TODAY)
            .entry(new NewEntry(EventKind.CONFIRMED, EventData.Facts.NONE))
            .claim(new Claim("late-key", "pay_seq", "pay_seq", "f", NOW))
            .build();
    assertThat(journal.commit(late).join()).isEqualTo(CommitResult.STALE);
    assertThat(journal.claim("acme", "late-key").join()).isEmpty();

    assertThat(journal.history("pay_seq").join())
        .extracting(io.serai.journal.HistoryEntry::seq)
        .containsExactly(1, 2);
    assertThat(journal.answer("pay_seq", "pay_seq").join()).contains("{\"x\":1}");
    assertThat(journal.payment("pay_seq").join().orElseThrow().state())
        .isEqualTo(PaymentState.APPROVED);
  }

  @Test
  void onlyTheEntryThatTheDatabaseRefusesFails() {
    List<CompletableFuture<CommitResult>> good = new ArrayList<>();
    CompletableFuture<CommitResult> bad = null;
    for (int i = 0; i < 50; i++) {
      if (i == 20) {
        bad = journal.commit(opening("pay_bad\u0000", "bad-key").build());
      }
      good.add(journal.commit(opening("pay_good" + i, "good-key" + i).build()));
    }
    assertThat(good.stream().map(CompletableFuture::join)).containsOnly(CommitResult.COMMITTED);
    var refused = java.util.Objects.requireNonNull(bad);
    assertThatThrownBy(refused::join).hasMessageContaining("the journal refused the entry");
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
  void aCardNumberIsSealedAndComesBackForItsPaymentOnly() {
    var card = CardNumber.of("4111111111111111", "pan");
    journal.commit(opening("pay_card", "card-key").card(card).build()).join();
    assertThat(journal.card("pay_card").join()).contains(card);
    assertThat(
            jdbc.queryForObject(
                "select encode(sealed, 'escape') from card_vault where payment_id = 'pay_card'",
                String.class))
        .doesNotContain("4111");
  }

  @Test
  void aFollowUpIsOwedUntilItIsClosed() {
    journal
        .commit(
            opening("pay_owed", "owed-key")
                .followUp(
                    new FollowUp(
                        "pay_owed", 1, Operation.CHARGE, "gateway-a", "pay_owed", 1000, NOW))
                .build())
        .join();
    assertThat(open("pay_owed/1")).isTrue();
    Payment payment = journal.payment("pay_owed").join().orElseThrow();
    journal
        .commit(
            Commit.of("c9", payment, NOW, TODAY)
                .entry(new NewEntry(EventKind.ATTEMPT_ENDED, EventData.Facts.NONE))
                .close("pay_owed/1", "approved")
                .build())
        .join();
    assertThat(open("pay_owed/1")).isFalse();
  }

  @Test
  void aReleasedKeyCanBeClaimedAgain() {
    journal.commit(opening("pay_rel", "rel-key").build()).join();
    Payment payment = journal.payment("pay_rel").join().orElseThrow();
    journal
        .commit(
            Commit.of("c10", payment.become(PaymentState.FAILED), NOW, TODAY)
                .entry(new NewEntry(EventKind.ATTEMPT_ENDED, EventData.Facts.NONE))
                .release("rel-key")
                .build())
        .join();
    assertThat(journal.claim("acme", "rel-key").join()).isEmpty();
    assertThat(journal.commit(opening("pay_rel2", "rel-key").build()).join())
        .isEqualTo(CommitResult.COMMITTED);
  }

  private boolean open(String followUp) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("select open from follow_up where id = ?", Boolean.class, followUp));
  }

  private static Commit.Builder opening(String id, String key) {
    var origin =
        new Origin(
            "acme",
            "",
            Channel.REST,
            null,
            key,
            null,
            Map.of("type", "card"),
            "charges",
            "hash",
            "trace",
            NOW);
    var payment =
        new Payment(
            id,
            origin,
            Operation.CHARGE,
            new Money(1000, Currency.of("JPY")),
            0,
            PaymentState.PENDING,
            0,
            null,
            Payment.Undone.NOTHING,
            List.of(),
            false,
            null,
            null,
            Counted.NOTHING);
    return Commit.of("c-" + id, payment, NOW, TODAY)
        .entry(new NewEntry(EventKind.ATTEMPT_STARTED, EventData.Facts.NONE))
        .claim(new Claim(key, id, id, "f", NOW));
  }
}
