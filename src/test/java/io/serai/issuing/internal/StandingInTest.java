package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.issuing.AccountStep;
import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts.Done;
import io.serai.issuing.CardDecision;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Who is let in, who is answered by rule, and what is written of it afterwards (S4.6). */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandingInTest {

  private static final AccountStep STAND_IN = seen -> Steps.holding("by stand-in", 1).apply(seen);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final AtomicBoolean databaseAway = new AtomicBoolean();
  private final AtomicInteger keys = new AtomicInteger();
  private IssuingDatabase db;
  private PostgresCardAccounts postgres;
  private StandInCounts counts;
  private FakeQueue queue;
  private Declines declines;
  private Reach reach;
  private StandingIn accounts;

  @BeforeAll
  void start() {
    db = new IssuingDatabase(10, 1_000);
    postgres = db.accounts(IssuingDatabase.settings(1, 100, 10));
  }

  @AfterAll
  void stop() {
    postgres.close();
  }

  @BeforeEach
  void fresh() {
    databaseAway.set(false);
    queue = new FakeQueue();
    counts = StandInCounts.in(new SimpleMeterRegistry());
    var database =
        new DelegatingDataSource(db.database) {
          @Override
          public Connection getConnection() throws SQLException {
            if (databaseAway.get()) {
              throw new SQLException("away", "08001");
            }
            return super.getConnection();
          }
        };
    var json = new CardJson(JsonMapper.builder().findAndAddModules().build());
    declines =
        new Declines(
            database,
            IssuingDatabase.settings(1, 10, 10),
            new DeclineGroups(json, time),
            prefix -> prefix + keys.incrementAndGet(),
            counts.unrecorded(),
            work -> {});
    reach = new Reach(database);
    accounts =
        new StandingIn(
            queue,
            new RecentKeys(100),
            declines,
            reach,
            WithoutDatabase.DECLINES,
            counts,
            time,
            Duration.ofMillis(100));
  }

  @AfterEach
  void close() {
    databaseAway.set(false);
    declines.close();
    reach.close();
  }

  private AccountWork asked(@Nullable AccountStep standIn) {
    String key = "asked-" + keys.incrementAndGet();
    return Steps.by(Steps.hold("tok_1", key, 5), time.instant().plus(SECOND), standIn);
  }

  @Test
  void whatCanBeAnsweredInTimeIsLetIn() {
    queue.outlook = Duration.ofMillis(900);
    AccountWork work = asked(STAND_IN);
    var answer = accounts.commit(work);
    assertThat(queue.taken).containsExactly("wait " + work.key());
    queue.answer("00");
    assertThat(answer.join().decision().responseCode()).isEqualTo("00");
    assertThat(counts.approved().count() + counts.declined().count()).isZero();
  }

  @Test
  void whatWouldComeTooLateGoesAheadByItsStandInStep() {
    queue.outlook = Duration.ofMillis(901);
    AccountWork work = asked(STAND_IN);
    assertThat(accounts.commit(work)).isNotDone();
    assertThat(queue.taken).containsExactly("ahead " + work.key());
    assertThat(queue.works.peek().step()).isSameAs(STAND_IN);
    queue.answer("00");
    assertThat(counts.approved().count()).isEqualTo(1);
    assertThat(accounts.commit(asked(STAND_IN))).isNotDone();
    queue.answer("61");
    assertThat(counts.declined().count()).as("over the floor limit").isEqualTo(1);
  }

  @Test
  void whatHasNoStandInStepIsDeclinedAtOnceAndWrittenDownAfterwards() {
    queue.outlook = SECOND;
    AccountWork work = asked(null);
    var answer = accounts.commit(work);
    assertThat(answer).isDone();
    assertThat(answer.join())
        .isEqualTo(new Done(new CardDecision("91", "stand_in", 0, null, null, null), false));
    assertThat(queue.taken).isEmpty();
    assertThat(counts.declined().count()).isEqualTo(1);
    await().until(() -> declines.waiting() == 0);
    Done repeat = postgres.commit(work).join();
    assertThat(repeat).isEqualTo(new Done(ByRule.DECLINED, true));
    assertThat(
            db.number(
                "select count(*) from card_claim where account_id = 'acc_1' and id = ?",
                "bank/" + work.key()))
        .isEqualTo(1);
    var reversal = Steps.release("tok_1", work.key() + "-r", String.valueOf(work.key()));
    assertThat(postgres.commit(reversal).join().decision().responseCode()).isEqualTo("00");
  }

  @Test
  void whereEvenAheadWouldBeTooLateItIsDeclined() {
    queue.outlook = SECOND;
    queue.outlookAhead = SECOND;
    assertThat(accounts.commit(asked(STAND_IN)).join().decision().responseCode()).isEqualTo("91");
    queue.outlook = Duration.ZERO;
    queue.outlookAhead = Duration.ZERO;
    AccountWork late = asked(STAND_IN);
    time.pass(Duration.ofMillis(950));
    assertThat(accounts.commit(late).join().decision().responseCode())
        .as("less than the margin is left")
        .isEqualTo("91");
  }

  @Test
  void aRepeatHearsTheSameAlsoWhereItCannotWait() {
    AccountWork work = asked(null);
    var first = accounts.commit(work);
    queue.outlook = SECOND;
    var repeat = accounts.commit(work);
    assertThat(repeat).isNotDone();
    queue.answer("00");
    assertThat(repeat.join()).isEqualTo(new Done(first.join().decision(), true));
    assertThat(accounts.commit(work).join().replay()).isTrue();
    var other =
        new AccountWork(
            work.subject(),
            work.key(),
            "another",
            null,
            work.origin(),
            work.answerBy(),
            work.step(),
            null);
    assertThatThrownBy(accounts.commit(other)::join).hasMessageContaining("used before");
  }

  @Test
  void anAdviceIsAlwaysLetIn() {
    queue.outlook = Duration.ofDays(1);
    assertThat(accounts.commit(Steps.hold("tok_1", "advice", 5))).isNotDone();
    assertThat(queue.taken).containsExactly("wait advice");
  }

  @Test
  void aDiscardIsCounted() {
    assertThat(accounts.commit(asked(null))).isNotDone();
    queue.works.remove();
    queue
        .futures
        .remove()
        .complete(new Done(new CardDecision("91", "discarded", 0, null, null, null), false));
    assertThat(counts.discarded().count()).isEqualTo(1);
  }

  @Test
  void aFullQueueDeclines() {
    var answer = accounts.commit(asked(null));
    queue.fail(ErrorCode.OVERLOADED);
    assertThat(answer.join().decision().responseCode()).isEqualTo("91");
    assertThat(reach.away()).isFalse();
  }

  @Test
  void aDefectIsToldAndItsKeyIsFree() {
    AccountWork work = asked(null);
    var answer = accounts.commit(work);
    queue.fail(ErrorCode.INTERNAL);
    assertThatThrownBy(answer::join).cause().isInstanceOf(SeraiException.class);
    assertThat(accounts.commit(work)).isNotDone();
    assertThat(queue.taken).hasSize(2);
  }

  @Test
  void whileTheDatabaseIsAwayEachIsDeclinedAtOnceUntilItIsBack() {
    databaseAway.set(true);
    AccountWork found = asked(STAND_IN);
    var finds = accounts.commit(found);
    queue.fail(ErrorCode.JOURNAL_UNAVAILABLE);
    assertThat(finds.join().decision().responseCode()).isEqualTo("91");
    AccountWork next = asked(STAND_IN);
    assertThat(accounts.commit(next)).isDone();
    assertThat(queue.taken).hasSize(1);
    assertThat(declines.waiting()).isEqualTo(2);
    databaseAway.set(false);
    await().until(() -> !reach.away());
    await().until(() -> declines.waiting() == 0);
    assertThat(postgres.commit(next).join().replay()).isTrue();
    assertThat(accounts.commit(asked(STAND_IN))).isNotDone();
    assertThat(queue.taken).hasSize(2);
    assertThat(counts.unrecorded().count()).isZero();
  }

  /** A queue that says how long it is, and answers when it is told to. */
  private static final class FakeQueue implements QueuedAccounts {
    private final Queue<String> taken = new ArrayDeque<>();
    private final Queue<AccountWork> works = new ArrayDeque<>();
    private final Queue<CompletableFuture<Done>> futures = new ArrayDeque<>();
    private Duration outlook = Duration.ZERO;
    private Duration outlookAhead = Duration.ZERO;

    private CompletableFuture<Done> take(String how, AccountWork work) {
      taken.add(how + " " + work.key());
      works.add(work);
      futures.add(new CompletableFuture<>());
      return ((ArrayDeque<CompletableFuture<Done>>) futures).peekLast();
    }

    private void answer(String code) {
      works.remove();
      String approval = code.equals("00") ? "A00001" : null;
      futures
          .remove()
          .complete(new Done(new CardDecision(code, "test", 1, approval, 0L, null), false));
    }

    private void fail(ErrorCode code) {
      works.remove();
      futures.remove().completeExceptionally(new SeraiException(code, "test"));
    }

    @Override
    public CompletableFuture<Done> commit(AccountWork work) {
      return take("wait", work);
    }

    @Override
    public CompletableFuture<Done> commitAhead(AccountWork work) {
      return take("ahead", work);
    }

    @Override
    public long outlookNanos(AccountWork work, boolean ahead) {
      return (ahead ? outlookAhead : outlook).toNanos();
    }

    @Override
    public int waiting() {
      return works.size();
    }
  }
}
