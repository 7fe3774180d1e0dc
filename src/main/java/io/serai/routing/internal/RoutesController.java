package io.serai.routing.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import io.serai.routing.RoutingSettings;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sets of routes of this process for operators; what they decide holds until it ends. */
@RestController
@RequestMapping("/v1/ops/routes")
class RoutesController {

  private static final int WHOLE = 100;
  private static final int LONGEST_REASON = 500;

  private final RoutingSettings settings;
  private final RouteSwitch routes;
  private final RouteSets sets;
  private final Replacement replacement;
  private final SetChanges changes;
  private final MeterRegistry meters;

  RoutesController(
      RoutingSettings settings,
      RouteSwitch routes,
      RouteSets sets,
      Replacement replacement,
      SetChanges changes,
      MeterRegistry meters) {
    this.settings = settings;
    this.routes = routes;
    this.sets = sets;
    this.replacement = replacement;
    this.changes = changes;
    this.meters = meters;
  }

  /**
   * Why an operator does something.
   *
   * @param reason 1 to 500 characters; it is kept with the operator's name
   */
  record Decision(@Nullable String reason) {}

  /**
   * What a canary takes.
   *
   * @param share 0 to 100, out of a hundred payments
   * @param merchants whose payments it takes in any case
   * @param reason 1 to 500 characters
   */
  record Trial(@Nullable Integer share, @Nullable Set<String> merchants, @Nullable String reason) {}

  /** The open sets, what went through them, and what happened lately. */
  @GetMapping
  RoutesReport report() {
    return RoutesReport.of(settings, routes, sets, replacement, changes, meters);
  }

  /** Goes back to the set before the active one. */
  @PostMapping("/rollback")
  RoutesReport rollback(@RequestBody Decision decision, Principal operator) {
    replacement.goBack(operator.getName(), reason(decision.reason()));
    return report();
  }

  /** Loads the set of {@code serai.routes.canary} beside the active one. */
  @PostMapping("/canary")
  RoutesReport canary(@RequestBody Trial trial, Principal operator) {
    int share = trial.share() == null ? 0 : trial.share();
    Set<String> merchants = trial.merchants() == null ? Set.of() : trial.merchants();
    if (share < 0 || share > WHOLE) {
      throw SeraiException.invalid("share", "must be 0 to 100, out of a hundred payments");
    }
    if (share == 0 && merchants.isEmpty()) {
      throw SeraiException.invalid("share", "give a share of at least 1, or name merchants");
    }
    replacement.canary(share, merchants, operator.getName(), reason(trial.reason()));
    return report();
  }

  /** Makes the canary the active set. */
  @PostMapping("/canary/promote")
  RoutesReport promote(@RequestBody Decision decision, Principal operator) {
    replacement.promote(operator.getName(), reason(decision.reason()));
    return report();
  }

  /** Ends the canary. */
  @DeleteMapping("/canary")
  RoutesReport drop(@RequestBody Decision decision, Principal operator) {
    replacement.dropCanary(operator.getName(), reason(decision.reason()));
    return report();
  }

  private static String reason(@Nullable String given) {
    String reason = given == null ? "" : given.strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw SeraiException.invalid(
          "reason", "say why in 1 to 500 characters, it is kept with your name");
    }
    return Printable.of(reason);
  }
}
