package io.serai.routing.internal;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the payments of a set that has just become active come to with what those of the
 * set before came to, for as long as it has to prove itself. Thread-safe.
 */
final class Proving {

  private final MeterRegistry meters;
  private final Clock clock;
  private final Duration watch;
  private volatile @Nullable Comparison comparison;

  /**
   * Nothing is compared yet.
   *
   * @param watch for how long a set has to prove itself
   */
  Proving(MeterRegistry meters, Clock clock, Duration watch) {
    this.meters = meters;
    this.clock = clock;
    this.watch = watch;
  }

  /** Begins with a set; without one before there is nothing to compare it with. */
  void begin(RouteSet set, @Nullable RouteSet before) {
    comparison =
        before == null
            ? null
            : Comparison.of(traffic(set), traffic(before), clock.instant(), watch);
  }

  /** Ends it: the set stays, or has gone. */
  void end() {
    comparison = null;
  }

  /** The comparison under way, or null. */
  @Nullable Comparison now() {
    return comparison;
  }

  /** Why the active set is clearly worse than the one before; null where it is not, or not yet. */
  @Nullable String worse(@Nullable RouteSet active) {
    Comparison now = comparison;
    if (now == null || active == null || !active.hash().equals(now.set())) {
      return null;
    }
    if (clock.instant().isAfter(now.until())) {
      comparison = null;
      return null;
    }
    SetRate rate = now.rate(traffic(active));
    return rate.isClearlyWorseThan(now.old())
        ? "%s payments came to nothing, and %s before; the files are those that are refused now"
            .formatted(rate.text(), now.old().text())
        : null;
  }

  private Traffic traffic(RouteSet set) {
    return new Traffic(meters, set.hash());
  }
}
