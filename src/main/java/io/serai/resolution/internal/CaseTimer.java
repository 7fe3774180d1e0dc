package io.serai.resolution.internal;

import io.serai.journal.FollowUps;
import io.serai.provider.ProviderDirectory;
import io.serai.resolution.ResolutionSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the timer of a case fires: the case is taken, which moves its timer behind
 * everything that the try may last, and the try begins. The timer is moved or removed with the case
 * when the try has ended; if the process is lost before that, it fires again.
 */
final class CaseTimer {

  private static final Logger LOG = LoggerFactory.getLogger(CaseTimer.class);
  private static final Duration BESIDE_THE_PROVIDER = Duration.ofSeconds(15);

  private final FollowUps followUps;
  private final Resolver resolver;
  private final ProviderDirectory providers;
  private final Pace pace;
  private final ResolutionSettings settings;
  private final Clock clock;
  private final Executor worker;
  private final Semaphore room;

  CaseTimer(
      FollowUps followUps,
      Resolver resolver,
      ProviderDirectory providers,
      Pace pace,
      ResolutionSettings settings,
      Clock clock,
      Executor worker) {
    this.followUps = followUps;
    this.resolver = resolver;
    this.providers = providers;
    this.pace = pace;
    this.settings = settings;
    this.clock = clock;
    this.worker = worker;
    this.room = new Semaphore(settings.most());
  }

  /** Begins a try, if it is this case's turn and there is room. */
  void fired(String followUpId) {
    if (!room.tryAcquire()) {
      followUps.delay(followUpId, clock.instant().plus(settings.poll()));
      return;
    }
    boolean begun = false;
    try {
      Optional<FollowUps.Due> taken =
          followUps.take(followUpId, clock.instant(), hold(), settings.alarmAfterTries());
      if (taken.isEmpty()) {
        followUps.delay(followUpId, clock.instant().plus(settings.firstPause()));
        return;
      }
      begun = true;
      begin(taken.get());
    } finally {
      if (!begun) {
        room.release();
      }
    }
  }

  private void begin(FollowUps.Due due) {
    var unused =
        resolver
            .resolve(due)
            .whenCompleteAsync(
                (done, failure) -> {
                  room.release();
                  if (failure != null) {
                    LOG.warn("{} is tried again: {}", due.followUp().id(), failure.getMessage());
                    pace.keep(due, null, "error", true, clock.instant().plus(pace.pause(due)));
                  }
                },
                worker);
  }

  /** Longer than any try, so that one at a time is under way for a payment. */
  private Duration hold() {
    return providers.active().all().stream()
        .map(provider -> provider.definition().timeout().plus(BESIDE_THE_PROVIDER))
        .filter(longest -> longest.compareTo(settings.hold()) > 0)
        .max(Duration::compareTo)
        .orElse(settings.hold());
  }
}
