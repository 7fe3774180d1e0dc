package io.serai.notice.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.notice.Notice;
import io.serai.notice.NoticeHandler;
import io.serai.notice.NoticeResult;
import io.serai.notice.NoticeSettings;
import io.serai.payment.AlarmRaised;
import io.serai.upkeep.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for notices that are due, on a thread of its own that also writes what became of them. What
 * waits, waits on disk: a notice that a lost process was applying is due again after its hold.
 */
final class NoticeLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeLoop.class);
  // After the sets of routes are active, and stopped before they are.
  private static final int PHASE = 1500;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
  private static final Duration COUNT = Duration.ofSeconds(10);
  private static final Duration FORGET = Duration.ofMinutes(10);
  private static final int MOST_FORGOTTEN = 10_000;

  private final NoticeStore store;
  private final List<NoticeHandler> handlers;
  private final NoticeSettings settings;
  private final Clock clock;
  private final Consumer<AlarmRaised> alarms;
  private final MeterRegistry meters;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Map<String, Long> counts = Map.of();
  private volatile @Nullable Upkeep upkeep;

  NoticeLoop(
      NoticeStore store,
      List<NoticeHandler> handlers,
      NoticeSettings settings,
      Clock clock,
      Consumer<AlarmRaised> alarms,
      MeterRegistry meters) {
    this.store = store;
    this.handlers = List.copyOf(handlers);
    this.settings = settings;
    this.clock = clock;
    this.alarms = alarms;
    this.meters = meters;
  }

  @Override
  public synchronized void start() {
    if (!settings.enabled() || upkeep != null) {
      return;
    }
    for (String state : List.of("waiting", "kept")) {
      Gauge.builder("serai.notices." + state, this, it -> it.counts.getOrDefault(state, 0L))
          .description("notices of providers that are " + state + ", over all processes")
          .register(meters);
    }
    Upkeep started = new Upkeep("serai-notices", "Notices pause");
    started.every(settings.poll(), () -> seeToDue(started));
    started.every(COUNT, this::count);
    started.every(
        FORGET, () -> store.forget(clock.instant().minus(settings.keep()), MOST_FORGOTTEN));
    upkeep = started;
  }

  private void count() {
    counts = store.counts();
  }

  /** Has it look soon; never blocks. */
  void look() {
    Upkeep now = upkeep;
    if (now != null) {
      try {
        now.execute(() -> now.attempt(() -> seeToDue(now)));
      } catch (RejectedExecutionException e) {
        LOG.debug("It stops; what waits, waits on disk");
      }
    }
  }

  private void seeToDue(Upkeep own) {
    int room = settings.inFlight() - underWay.get();
    if (room > 0 && upkeep == own) {
      store.take(clock.instant(), settings.hold(), room).forEach(due -> begin(due, own));
    }
  }

  private void begin(NoticeStore.Due due, Upkeep own) {
    underWay.incrementAndGet();
    try {
      var unused =
          CompletableFuture.completedFuture(due)
              .thenApply(store::opened)
              .thenCompose(this::applied)
              .exceptionally(failure -> NoticeResult.later(reason(due.notice(), failure)))
              .thenAcceptAsync(result -> write(due, result), own)
              .whenComplete((done, failure) -> ended(due.notice(), failure));
    } catch (RejectedExecutionException e) {
      ended(due.notice(), e);
    }
  }

  /** All whom it concerns, one after another; it is done with once each of them is. */
  private CompletableFuture<NoticeResult> applied(Notice notice) {
    CompletableFuture<NoticeResult> all =
        CompletableFuture.completedFuture(NoticeResult.kept("unknown_kind"));
    for (NoticeHandler handler : handlers) {
      if (handler.takes(notice.scheme(), notice.kind())) {
        all =
            all.thenCompose(
                before -> handler.apply(notice).thenApply(after -> both(before, after)));
      }
    }
    return all;
  }

  private static NoticeResult both(NoticeResult before, NoticeResult after) {
    if (before.end() == after.end()) {
      // Later notices are found by what one of them says.
      return after.reference() == null && before.reference() != null ? before : after;
    }
    return before.end() == NoticeResult.End.LATER || after.end() == NoticeResult.End.KEPT
        ? before
        : after;
  }

  private static String reason(Notice notice, Throwable failure) {
    LOG.warn("Notice {} is tried again: {}", notice.id(), failure.getMessage());
    return "error";
  }

  private void write(NoticeStore.Due due, NoticeResult result) {
    Notice notice = due.notice();
    Instant now = clock.instant();
    if (result.end() == NoticeResult.End.LATER) {
      store.putOff(notice, result.code(), now.plus(settings.pauseAfter(due.tries())));
      if (due.tries() + 1 == settings.alarmAfterTries()) {
        alarms.accept(
            new AlarmRaised(
                "notice_stuck",
                notice.id(),
                notice.provider()
                    + " told "
                    + notice.kind()
                    + ", which cannot be applied: "
                    + result.code()));
      }
      return;
    }
    if (store.end(notice, result, now)) {
      meters
          .counter(
              "serai.notices.ended",
              "provider",
              notice.provider(),
              "result",
              result.end() == NoticeResult.End.KEPT ? "kept" : "applied")
          .increment();
    }
  }

  private void ended(Notice notice, @Nullable Throwable failure) {
    underWay.decrementAndGet();
    if (failure != null) {
      LOG.warn("Notice {} is looked at again later: {}", notice.id(), failure.getMessage());
    }
  }

  @Override
  public void stop() {
    Upkeep running = upkeep;
    upkeep = null;
    if (running != null && !running.finish(LONGEST_STOP)) {
      LOG.warn("The thread of notices does not end");
    }
  }

  @Override
  public boolean isRunning() {
    return upkeep != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
