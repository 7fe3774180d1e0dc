package io.serai.resolution.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.serai.journal.FollowUps;
import io.serai.resolution.ResolutionSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The durable timers of this process, on db-scheduler: one for each open case, and what recurs. The
 * timers of cases are made, moved and removed by the database with the case itself, so the handler
 * leaves its execution alone.
 */
final class Timers implements SmartLifecycle {

  /** The name under which the database makes the timers of cases. */
  private static final String CASES = "resolution";

  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
  // After the sets of routes are active, and stopped before they are.
  private static final int PHASE = 1500;
  private static final Duration TAKE_OVER = Duration.ofSeconds(2);
  private static final Duration FORGET = Duration.ofMinutes(10);
  private static final int MOST_KEYS = 10_000;
  private static final Duration CONFIRM = Duration.ofSeconds(5);
  // A timer that a lost process had picked fires elsewhere after four missed heartbeats.
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration STOP = Duration.ofSeconds(5);

  private final DataSource database;
  private final CaseTimer cases;
  private final TakeOver takeOver;
  private final FollowUps followUps;
  private final @Nullable Confirming confirming;
  private final ResolutionSettings settings;
  private final Clock clock;
  private @Nullable Scheduler scheduler;

  Timers(
      DataSource database,
      CaseTimer cases,
      TakeOver takeOver,
      FollowUps followUps,
      @Nullable Confirming confirming,
      ResolutionSettings settings,
      Clock clock) {
    this.database = database;
    this.cases = cases;
    this.takeOver = takeOver;
    this.followUps = followUps;
    this.confirming = confirming;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    takeOverAtStart();
    Task<Void> ofCases =
        Tasks.custom(CASES, Void.class)
            .onDeadExecutionRevive()
            // Its own default is five minutes, in which a case that could not be taken since
            // PostgreSQL was being started again would wait.
            .onFailureReschedule(FixedDelay.of(settings.firstPause()))
            .execute(
                (timer, context) -> {
                  cases.fired(timer.getId());
                  return (complete, operations) -> {};
                });
    Scheduler started =
        Scheduler.create(database, List.of(ofCases))
            .startTasks(recurring())
            .clock(clock::instant)
            .threads(settings.threads())
            .pollingInterval(settings.poll())
            .pollUsingLockAndFetch(1, 2)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(STOP)
            .failureLogging(LogLevel.WARN, false)
            .build();
    started.start();
    scheduler = started;
  }

  /** What another process left behind is unknown from now on, before anything else is begun. */
  private void takeOverAtStart() {
    try {
      takeOver.run();
    } catch (RuntimeException e) {
      LOG.warn("Taking over at start failed, and is tried again: {}", e.getMessage());
    }
  }

  private List<RecurringTask<Void>> recurring() {
    List<RecurringTask<Void>> tasks = new ArrayList<>();
    tasks.add(every("take-over", TAKE_OVER, takeOver::run));
    tasks.add(
        every(
            "forget-cards",
            FORGET,
            () -> followUps.forgetCards(clock.instant().minus(settings.keepCards()))));
    tasks.add(
        every(
            "forget-keys",
            FORGET,
            () -> followUps.forgetKeys(clock.instant().minus(settings.keepKeys()), MOST_KEYS)));
    Confirming watch = confirming;
    if (watch != null) {
      tasks.add(every("unconfirmed-charges", CONFIRM, watch::run));
    }
    return tasks;
  }

  private static RecurringTask<Void> every(String name, Duration pause, Runnable work) {
    return Tasks.recurring(name, FixedDelay.of(pause)).execute((timer, context) -> work.run());
  }

  @Override
  public synchronized void stop() {
    Scheduler running = scheduler;
    scheduler = null;
    if (running != null) {
      running.stop();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return scheduler != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
