package io.serai.engine.internal;

import io.serai.engine.EngineSettings;
import io.serai.engine.internal.caps.Caps;
import io.serai.journal.Commit;
import io.serai.journal.Journal;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.LateAnswer;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.SendBy;
import io.serai.payment.SeraiException;
import io.serai.provider.Attempts;
import io.serai.provider.Provider;
import io.serai.provider.Volumes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.ApplicationEventPublisher;

/**
 * What every step of the engine works with.
 *
 * @param clock the time that all processes share
 * @param volumes what went through providers this month
 * @param events hears of answers that came too late
 */
record Tools(
    Journal journal,
    Attempts attempts,
    Answers answers,
    Clock clock,
    Ids ids,
    EngineSettings settings,
    Caps caps,
    Volumes volumes,
    ApplicationEventPublisher events) {

  /**
   * Another process has taken the attempt over and recorded an end. What the provider said after
   * all is told, so that an approval that nobody counts with is undone.
   */
  void overtaken(Payment payment, Payment.InFlight attempt, Outcome outcome) {
    if (outcome.isAnswer()) {
      events.publishEvent(LateAnswer.of(payment.id(), attempt, outcome));
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** Until when an attempt that begins now may be sent. */
  SendBy sendBy(Provider provider) {
    return SendBy.within(settings.sendWithin(), provider.rail().handOver(), clock);
  }

  /** Begins a commit that counts for today in the provider's zone. */
  Commit.Builder commit(Payment payment, Provider provider) {
    return commit(payment, provider.definition().zone(), now());
  }

  /** Begins a commit of a given instant. */
  Commit.Builder commit(Payment payment, Provider provider, Instant at) {
    return commit(payment, provider.definition().zone(), at);
  }

  /** Begins a commit that no provider has part in. */
  Commit.Builder commit(Payment payment) {
    return commit(payment, ZoneOffset.UTC, now());
  }

  private Commit.Builder commit(Payment payment, ZoneId zone, Instant at) {
    return Commit.of(ids.next("c_"), payment, at, LocalDate.ofInstant(at, zone));
  }

  /** The tenant's payment; of another tenant's nothing is told. */
  CompletableFuture<Payment> payment(String tenant, String id) {
    return journal
        .payment(id)
        .thenApply(
            found ->
                found
                    .filter(payment -> payment.origin().tenant().equals(tenant))
                    .orElseThrow(
                        () ->
                            new SeraiException(
                                ErrorCode.PAYMENT_NOT_FOUND, "there is no such payment")));
  }
}
