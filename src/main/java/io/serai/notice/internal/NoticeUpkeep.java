package io.serai.notice.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.notice.NoticeSettings;
import io.serai.upkeep.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Counts the notices that have not ended, and forgets those that ended long ago. */
final class NoticeUpkeep implements SmartLifecycle {

  private static final Duration COUNT = Duration.ofSeconds(10);
  private static final Duration FORGET = Duration.ofMinutes(10);
  private static final int MOST_FORGOTTEN = 10_000;

  private final NoticeStore store;
  private final NoticeSettings settings;
  private final Clock clock;
  private final MeterRegistry meters;
  private volatile Map<String, Long> counts = Map.of();
  private @Nullable Upkeep upkeep;

  NoticeUpkeep(NoticeStore store, NoticeSettings settings, Clock clock, MeterRegistry meters) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
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
    Upkeep started = new Upkeep("serai-notices-upkeep", "The upkeep of notices pauses");
    started.every(COUNT, () -> counts = store.counts());
    started.every(
        FORGET, () -> store.forget(clock.instant().minus(settings.keep()), MOST_FORGOTTEN));
    upkeep = started;
  }

  @Override
  public synchronized void stop() {
    Upkeep running = upkeep;
    upkeep = null;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return upkeep != null;
  }
}
