package io.serai.resolution.internal;

import io.serai.journal.FollowUps;
import io.serai.resolution.ResolutionSettings;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks for what is due, on a thread of its own. */
final class ResolutionLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ResolutionLoop.class);
  // After the sets of routes are active, and stopped before they are.
  private static final int PHASE = 1500;
  private static final long TAKE_OVER_MILLIS = 2000;
  private static final long FORGET_MINUTES = 10;

  private final FollowUps followUps;
  private final Resolver resolver;
  private final TakeOver takeOver;
  private final ResolutionSettings settings;
  private final Clock clock;
  private @Nullable ScheduledExecutorService timer;

  ResolutionLoop(
      FollowUps followUps,
      Resolver resolver,
      TakeOver takeOver,
      ResolutionSettings settings,
      Clock clock) {
    this.followUps = followUps;
    this.resolver = resolver;
    this.takeOver = takeOver;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "serai-resolution"));
    timer = started;
    long poll = settings.poll().toMillis();
    var due =
        started.scheduleWithFixedDelay(guarded(this::seeToDue), poll, poll, TimeUnit.MILLISECONDS);
    var lost =
        started.scheduleWithFixedDelay(
            guarded(takeOver::run), 0, TAKE_OVER_MILLIS, TimeUnit.MILLISECONDS);
    var forget =
        started.scheduleWithFixedDelay(
            guarded(() -> followUps.forgetCards(clock.instant().minus(settings.keepCards()))),
            FORGET_MINUTES,
            FORGET_MINUTES,
            TimeUnit.MINUTES);
    LOG.debug("Timers {}, {}, {}", due, lost, forget);
  }

  private void seeToDue() {
    for (FollowUps.Due due : followUps.take(clock.instant(), settings.hold(), settings.most())) {
      var unused =
          resolver
              .resolve(due)
              .whenComplete(
                  (done, failure) -> {
                    if (failure != null) {
                      LOG.warn("{} is tried again: {}", due.followUp().id(), failure.getMessage());
                      resolver.putOff(due, resolver.pauseAfter(due), "error");
                    }
                  });
    }
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        // A timer that throws is never called again; the database may be back the next time.
        LOG.warn("Resolving pauses: {}", e.getMessage());
      }
    };
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService running = timer;
    timer = null;
    if (running != null) {
      running.shutdown();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
