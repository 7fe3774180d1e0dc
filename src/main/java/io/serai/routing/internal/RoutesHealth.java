package io.serai.routing.internal;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says in the details of the hub's health which set is active, and why edited files are not. */
@Component("routesHealthIndicator")
final class RoutesHealth implements HealthIndicator {

  private final RouteSwitch routes;
  private final Replacement replacement;

  RoutesHealth(RouteSwitch routes, Replacement replacement) {
    this.routes = routes;
    this.replacement = replacement;
  }

  @Override
  public Health health() {
    RouteSet active = routes.active();
    if (active == null) {
      return Health.down().withDetail("set", "none").build();
    }
    Health.Builder health = Health.up().withDetail("set", active.hash());
    SetChange refused = replacement.refused();
    if (refused != null) {
      // The hub works on; a supervisor that restarted it would make it worse.
      health.withDetail("refused", refused.why());
    }
    if (!replacement.restartNeeded().isEmpty()) {
      health.withDetail("restart_needed", replacement.restartNeeded());
    }
    return health.build();
  }
}
