package io.serai.resolution.internal;

import io.serai.journal.Confirmations;
import io.serai.payment.AlarmRaised;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.ApplicationEventPublisher;

/** Raises one alarm for each charge that its upstream has not confirmed in time (S1.72). */
record Confirming(
    Confirmations confirmations, Duration within, ApplicationEventPublisher alarms, Clock clock) {

  private static final int MOST = 500;

  void run() {
    for (String payment : confirmations.unconfirmed(clock.instant().minus(within), MOST)) {
      alarms.publishEvent(
          new AlarmRaised(
              "charge_unconfirmed",
              payment,
              "the upstream has not confirmed this charge within " + within));
      confirmations.told(payment, clock.instant());
    }
  }
}
