package io.serai.webhook.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.serai.payment.AlarmRaised;
import io.serai.webhook.WebhookSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Webhooks of this process. When each is tried next is in its lane's row; db-scheduler looks for
 * what is due in one process at a time, and each process looks by itself after what it has written
 * down or ended. Without endpoints there is nothing of it.
 */
final class WebhookLifecycle implements SmartLifecycle {

  // Starts with the resolver's timers, and stops before the relay that feeds it.
  private static final int PHASE = 1500;
  private static final String TABLE = "webhook_task";
  private static final int WORKERS = 2;
  private static final Duration FORGET = Duration.ofMinutes(10);
  private static final int MOST_FORGOTTEN = 10_000;
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration STOP = Duration.ofSeconds(5);

  private final DataSource database;
  private final List<Endpoint> endpoints;
  private final WebhookSettings settings;
  private final Clock clock;
  private final Consumer<AlarmRaised> alarms;
  private final Deliveries deliveries;
  private volatile @Nullable Running running;

  WebhookLifecycle(
      DataSource database,
      List<Endpoint> endpoints,
      WebhookSettings settings,
      Clock clock,
      Consumer<AlarmRaised> alarms) {
    this.database = database;
    this.endpoints = endpoints;
    this.settings = settings;
    this.clock = clock;
    this.alarms = alarms;
    this.deliveries = new Deliveries(database);
  }

  private record Running(
      Vertx vertx,
      Names names,
      ExecutorService workers,
      List<Deliverer> deliverers,
      Scheduler scheduler) {}

  /** Has all endpoints looked at soon; never blocks. */
  void look() {
    Running now = running;
    if (now != null) {
      now.deliverers().forEach(Deliverer::look);
    }
  }

  @Override
  public synchronized void start() {
    if (endpoints.isEmpty() || running != null) {
      return;
    }
    deliveries.configured(endpoints, clock.instant());
    if (!settings.enabled()) {
      return;
    }
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    Names names = new Names();
    Sender sender = new Sender(vertx, names, settings, clock);
    AtomicInteger count = new AtomicInteger();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            WORKERS, task -> new Thread(task, "serai-webhooks-" + count.incrementAndGet()));
    List<Deliverer> deliverers =
        endpoints.stream()
            .map(
                endpoint ->
                    new Deliverer(endpoint, deliveries, sender, settings, clock, alarms, workers))
            .toList();
    Scheduler scheduler = scheduler();
    running = new Running(vertx, names, workers, deliverers, scheduler);
    scheduler.start();
  }

  private Scheduler scheduler() {
    return Scheduler.create(database, List.of())
        .tableName(TABLE)
        .startTasks(
            List.of(
                every("webhooks-due", settings.poll(), this::look),
                every(
                    "webhooks-forget",
                    FORGET,
                    () ->
                        deliveries.forget(clock.instant().minus(settings.keep()), MOST_FORGOTTEN))))
        .clock(clock::instant)
        .threads(2)
        .pollingInterval(settings.poll().dividedBy(2))
        .pollUsingLockAndFetch(1, 2)
        .heartbeatInterval(HEARTBEAT)
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(STOP)
        .failureLogging(LogLevel.WARN, false)
        .build();
  }

  private static RecurringTask<Void> every(String name, Duration pause, Runnable work) {
    return Tasks.recurring(name, FixedDelay.of(pause)).execute((timer, context) -> work.run());
  }

  @Override
  public synchronized void stop() {
    Running ending = running;
    running = null;
    if (ending == null) {
      return;
    }
    ending.scheduler().stop();
    ending.deliverers().forEach(Deliverer::close);
    long until = System.nanoTime() + STOP.toNanos();
    ending.deliverers().forEach(deliverer -> deliverer.await(until - System.nanoTime()));
    ending.workers().shutdown();
    ending.names().close();
    var unused = ending.vertx().close();
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
