package io.serai.issuing.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.serai.issuing.ClearingSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * When clearing files are booked and holds expire: each recurs in one process at a time, on
 * db-scheduler, and goes on elsewhere when that process is lost.
 */
final class ClearingTimers implements SmartLifecycle {

  // After the sets of routes are active, and stopped before they are.
  private static final int PHASE = 1500;
  private static final String TABLE = "issuing_tasks";
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration STOP = Duration.ofSeconds(20);

  /** What recurs; it is made anew for each start. */
  record Work(Runnable booking, Runnable sweep) {}

  private final DataSource database;
  private final ClearingSettings settings;
  private final Clock clock;
  private final Work work;
  private @Nullable Scheduler scheduler;
  private volatile boolean stopping;

  /**
   * Timers.
   *
   * @param work is given what says whether it may go on
   */
  ClearingTimers(
      DataSource database,
      ClearingSettings settings,
      Clock clock,
      Function<BooleanSupplier, Work> work) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.work = work.apply(this::mayGoOn);
  }

  private boolean mayGoOn() {
    return !stopping;
  }

  @Override
  public synchronized void start() {
    if (!settings.enabled()) {
      return;
    }
    stopping = false;
    Scheduler started =
        Scheduler.create(database)
            .tableName(TABLE)
            .startTasks(
                List.of(
                    every("clearing", settings.poll(), work.booking()),
                    every("hold-expiry", settings.expire(), work.sweep())))
            .clock(clock::instant)
            .threads(2)
            .pollingInterval(settings.poll())
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(STOP)
            .failureLogging(LogLevel.WARN, false)
            .build();
    started.start();
    scheduler = started;
  }

  private static RecurringTask<Void> every(String name, Duration pause, Runnable turn) {
    return Tasks.recurring(name, FixedDelay.of(pause)).execute((timer, context) -> turn.run());
  }

  @Override
  public synchronized void stop() {
    stopping = true;
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
