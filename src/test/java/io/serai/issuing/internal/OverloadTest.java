package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.issuing.AccountStep;
import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardAccounts.Done;
import io.serai.issuing.CardDecision;
import io.serai.journal.GroupResult;
import io.serai.journal.GroupWork;
import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three times as much as can be done, in a time that the test makes: a group takes 100 ms and 50
 * decisions, which are written to a real PostgreSQL; 150 requests come meanwhile, each of which
 * must be answered within a second (S4.6).
 */
@Timeout(120)
class OverloadTest {

  private static final int GROUP = 50;
  private static final int ARRIVALS = 3 * GROUP;
  private static final int ROUNDS = 100;
  private static final Duration GROUP_TAKES = Duration.ofMillis(100);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final IssuingDatabase db = new IssuingDatabase(2_000, 1_000_000_000);
  private final Slow slow = new Slow(db.work(time));
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger decidedInTime = new AtomicInteger();
  private final AtomicInteger declinedAtOnce = new AtomicInteger();
  private final AtomicInteger ids = new AtomicInteger();
  private final StandInCounts counts = StandInCounts.in(new SimpleMeterRegistry());

  @Test
  void answeredInTimeStaysAboveNineTenthsOfWhatCanBeDone() {
    run(true, null);
    assertThat(decidedInTime.get()).isGreaterThan(slow.groups.get() * GROUP * 9 / 10);
    assertThat(decidedInTime.get() + declinedAtOnce.get() + counts.discarded().count())
        .as("everybody is answered, or discarded")
        .isEqualTo(ROUNDS * ARRIVALS);
    assertThat(counts.discarded().count()).isLessThan(ROUNDS * GROUP / 20.0);
    assertThat(db.breaches()).isZero();
  }

  @Test
  void withAStandInStepTheSameIsApprovedByIt() {
    run(true, Steps.holding("stand-in", 1));
    assertThat(decidedInTime.get()).isGreaterThan(slow.groups.get() * GROUP * 9 / 10);
    assertThat(counts.approved().count()).isGreaterThan(ROUNDS * GROUP / 2.0);
    assertThat(db.breaches()).isZero();
  }

  @Test
  void withoutTheRuleNextToNobodyIsAnsweredInTime() {
    run(false, null);
    assertThat(decidedInTime.get()).isLessThan(ROUNDS * GROUP * 3 / 10);
  }

  private void run(boolean rule, @Nullable AccountStep standIn) {
    var settings = IssuingDatabase.settings(1, 1_000_000, GROUP);
    var json = new CardJson(JsonMapper.builder().findAndAddModules().build());
    try (var queued =
            new PostgresCardAccounts(
                db.database, settings, slow, prefix -> prefix + ids.incrementAndGet(), time);
        var reach = new Reach(db.database);
        var declines =
            new Declines(
                db.database,
                new io.serai.issuing.IssuingSettings(1, 1, 1, Duration.ZERO, 100_000, null),
                new DeclineGroups(json, time),
                prefix -> prefix + ids.incrementAndGet(),
                counts.unrecorded(),
                work -> {})) {
      CardAccounts accounts =
          rule
              ? new StandingIn(
                  queued,
                  new RecentKeys(10_000),
                  declines,
                  reach,
                  WithoutDatabase.DECLINES,
                  counts,
                  time,
                  Duration.ofMillis(100))
              : queued;
      ask(accounts, rule, standIn);
      slow.entered.acquireUninterruptibly();
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 1; i < ARRIVALS; i++) {
          ask(accounts, rule, standIn);
          time.pass(GROUP_TAKES.dividedBy(ARRIVALS));
        }
        if (round < ROUNDS - 1) {
          ask(accounts, rule, standIn);
        }
        oneGroup();
      }
      while (queued.waiting() > 0) {
        time.pass(GROUP_TAKES);
        oneGroup();
      }
      slow.gate.release(1_000_000);
      await().until(() -> answered.get() == ROUNDS * ARRIVALS);
    }
  }

  /** Lets a group end; time stands still until it was told and the next is under way. */
  private void oneGroup() {
    int told = slow.told.get();
    slow.gate.release();
    await().pollInterval(Duration.ofMillis(1)).until(() -> slow.told.get() > told);
    int all = slow.told.get() + declinedAtOnce.get();
    await().pollInterval(Duration.ofMillis(1)).until(() -> answered.get() >= all);
    slow.entered.acquireUninterruptibly();
  }

  private void ask(CardAccounts accounts, boolean rule, @Nullable AccountStep standIn) {
    int number = ids.incrementAndGet();
    AccountWork work = Steps.hold("tok_" + (1 + number % 2_000), "key-" + number, 1);
    Instant answerBy = time.instant().plus(ANSWER_WITHIN);
    AccountStep named =
        standIn == null ? null : seen -> Steps.holding("key-" + number, 1).apply(seen);
    var unused =
        accounts
            .commit(rule ? Steps.by(work, answerBy, named) : work)
            .thenAccept(done -> count(done.decision(), answerBy));
  }

  private void count(CardDecision decision, Instant answerBy) {
    if (decision.equals(ByRule.DECLINED)) {
      declinedAtOnce.incrementAndGet();
    } else if (decision.approved() && !time.instant().isAfter(answerBy)) {
      decidedInTime.incrementAndGet();
    }
    answered.incrementAndGet();
  }

  /** The real work, which begins when the test lets it. */
  private static final class Slow implements GroupWork<CardItem, Done> {
    private final CardGroups real;
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger groups = new AtomicInteger();

    Slow(CardGroups real) {
      this.real = real;
    }

    @Override
    public Object lane(CardItem work) {
      return real.lane(work);
    }

    @Override
    public List<GroupResult<Done>> apply(Connection connection, List<CardItem> group)
        throws SQLException {
      groups.incrementAndGet();
      entered.release();
      gate.acquireUninterruptibly();
      List<GroupResult<Done>> results = real.apply(connection, group);
      told.addAndGet(results.size());
      return results;
    }

    @Override
    public List<@Nullable Done> lookup(Connection connection, List<CardItem> group)
        throws SQLException {
      return real.lookup(connection, group);
    }

    @Override
    public SeraiException full() {
      return real.full();
    }

    @Override
    public SeraiException unavailable(@Nullable SQLException cause) {
      return real.unavailable(cause);
    }

    @Override
    public SeraiException refused(CardItem work, Exception cause) {
      return real.refused(work, cause);
    }
  }
}
