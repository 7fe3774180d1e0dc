package io.serai.routing.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.routing.RoutingSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sets of routes of this process as operators see them.
 *
 * @param replace whether edited files take effect: {@code on} or {@code off}
 * @param sets the open sets, the active one first
 * @param comparison the watch over a set that became active lately; null otherwise
 * @param refused why the files as they are now are not active; null if they are
 * @param restartNeeded edited files that only a restart makes take effect
 * @param changes what happened lately, the latest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
record RoutesReport(
    String replace,
    List<OfSet> sets,
    @Nullable Watched comparison,
    @Nullable SetChange refused,
    List<String> restartNeeded,
    List<SetChange> changes) {

  /**
   * One set.
   *
   * @param set its content hash, as in each journal entry
   * @param state {@code active}, {@code previous}, {@code canary} or {@code draining}
   * @param since when it was loaded
   * @param share what a canary takes, out of a hundred
   * @param merchants whose payments a canary takes in any case
   * @param underWay exchanges that have not ended, and requests without an answer
   * @param outcomes what steps that move money came to
   * @param routes each route: exchanges, errors, p99 in milliseconds
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  record OfSet(
      String set,
      String state,
      Instant since,
      @Nullable Integer share,
      @Nullable Set<String> merchants,
      long underWay,
      Map<String, Long> outcomes,
      Map<String, Traffic.Figures> routes) {}

  /**
   * How a new set does beside the one before.
   *
   * @param set the new one
   * @param before the old one
   * @param until when it has proved itself
   * @param bad the new one's payments that came to nothing, of how many
   * @param badBefore the old one's
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Watched(String set, String before, Instant until, String bad, String badBefore) {}

  static RoutesReport of(
      RoutingSettings settings,
      RouteSwitch routes,
      RouteSets sets,
      Replacement replacement,
      SetChanges changes,
      MeterRegistry meters) {
    List<OfSet> open = new ArrayList<>();
    RouteSet active = routes.active();
    RouteSet previous = sets.previous();
    Canary canary = routes.canary();
    if (active != null) {
      open.add(of(active, "active", null, meters));
    }
    if (previous != null) {
      open.add(of(previous, "previous", null, meters));
    }
    if (canary != null) {
      open.add(of(canary.set(), "canary", canary, meters));
    }
    sets.draining().forEach(set -> open.add(of(set, "draining", null, meters)));
    return new RoutesReport(
        settings.routes().replace().name().toLowerCase(Locale.ROOT),
        open,
        watched(replacement.comparison(), meters),
        replacement.refused(),
        replacement.restartNeeded(),
        changes.latest());
  }

  private static OfSet of(
      RouteSet set, String state, @Nullable Canary canary, MeterRegistry meters) {
    var traffic = new Traffic(meters, set.hash());
    return new OfSet(
        set.hash(),
        state,
        set.since(),
        canary == null ? null : canary.share(),
        canary == null ? null : new TreeSet<>(canary.merchants()),
        set.underWay(),
        traffic.outcomes(),
        traffic.routes());
  }

  private static @Nullable Watched watched(@Nullable Comparison now, MeterRegistry meters) {
    return now == null
        ? null
        : new Watched(
            now.set(),
            now.before(),
            now.until(),
            now.rate(new Traffic(meters, now.set())).text(),
            now.old().text());
  }
}
