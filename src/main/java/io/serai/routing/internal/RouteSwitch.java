package io.serai.routing.internal;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Which set of routes an exchange is handed to. Thread-safe. */
final class RouteSwitch {

  private volatile @Nullable RouteSet active;
  private volatile @Nullable Canary canary;

  /** The active set, or null before the start and after the end. */
  @Nullable RouteSet active() {
    return active;
  }

  @Nullable Canary canary() {
    return canary;
  }

  /** What comes from now on goes to this set; null for nowhere. */
  void activate(@Nullable RouteSet set) {
    active = set;
  }

  /** What comes from now on goes to a canary, as far as it is its; null for no canary. */
  void beside(@Nullable Canary taken) {
    canary = taken;
  }

  /**
   * Enters the set of an exchange, which has to leave it again.
   *
   * @param entry where it comes from
   * @return the set, or null if there is none
   */
  @Nullable RouteSet enter(String entry, Exchange exchange) {
    while (true) {
      Canary beside = canary;
      RouteSet set =
          beside != null && beside.set().entry(entry) != null && beside.takes(exchange)
              ? beside.set()
              : active;
      // A set takes no more only once another stands in its place here.
      if (set == null || set.enter()) {
        return set;
      }
    }
  }
}
