package io.serai;

import io.serai.payment.RouteSetActivated;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets every line of the log tell which set of routes was active: the pattern in {@code
 * application.yaml} reads the property. Which set a payment went through is in its history.
 */
@Component
class ActiveSetInLogs {

  private static final String PROPERTY = "serai.active-set";

  /** Says that none is, until the first is. */
  static void none() {
    System.setProperty(PROPERTY, "no set");
  }

  @EventListener
  void activated(RouteSetActivated event) {
    System.setProperty(PROPERTY, event.hash());
  }
}
