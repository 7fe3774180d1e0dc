package io.serai.provider.internal;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.serai.payment.LateAnswer;
import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Attempts with a time-out on the monotonic clock of a timer wheel, and none that is begun too
 * late. What is answered after it is published as a {@link LateAnswer}.
 */
final class TimedAttempts implements Attempts {

  /**
   * The reason of what was not sent because its time had passed: not the provider's fault. A link
   * that finds so later says it with the same word.
   */
  static final String TOO_LATE = "too_late_to_send";

  private static final Logger LOG = LoggerFactory.getLogger(TimedAttempts.class);

  private final ApplicationEventPublisher events;
  private final Timer timer;
  private final OwnProviders own;

  TimedAttempts(Timer timer, OwnProviders own, ApplicationEventPublisher events) {
    this.timer = timer;
    this.own = own;
    this.events = events;
  }

  @Override
  public boolean takes(String provider) {
    return own.has(provider);
  }

  @Override
  public CompletableFuture<Outcome> send(Provider provider, ProviderCall call, SendBy sendBy) {
    var outcome = new CompletableFuture<Outcome>();
    if (!takes(provider.name())) {
      outcome.complete(new Outcome.NotSent(OwnProviders.NOT_HERE));
      return outcome;
    }
    if (sendBy.hasPassed()) {
      outcome.complete(new Outcome.NotSent(TOO_LATE));
      return outcome;
    }
    Timeout timeout =
        timer.newTimeout(
            t -> outcome.complete(new Outcome.Unknown("timeout")),
            provider.definition().timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    var unused =
        // Once it is given up it may be undone, so nothing of it may leave from then on.
        ask(provider, call, sendBy.butWithin(provider.definition().timeout()))
            .whenComplete(
                (evidence, failure) -> {
                  timeout.cancel();
                  Outcome what = classify(provider, call, evidence, failure);
                  if (!outcome.complete(what)) {
                    LOG.info(
                        "Late answer of {} for {}: {}", provider.name(), call.key(), what.word());
                    // A probe belongs to no payment.
                    if (evidence != null && call.attempt() > 0) {
                      events.publishEvent(late(provider, call, what));
                    }
                  }
                });
    return outcome;
  }

  private static LateAnswer late(Provider provider, ProviderCall call, Outcome what) {
    return new LateAnswer(
        call.payment(),
        call.attempt(),
        call.operation(),
        provider.name(),
        call.money().minor(),
        what);
  }

  private static CompletableFuture<Map<String, Object>> ask(
      Provider provider, ProviderCall call, SendBy sendBy) {
    try {
      return provider.rail().send(call, sendBy);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Outcome classify(
      Provider provider,
      ProviderCall call,
      @Nullable Map<String, Object> evidence,
      @Nullable Throwable failure) {
    if (failure != null || evidence == null) {
      Outcome what = Failures.classify(failure);
      LOG.info(
          "{} of {} at {}: {} ({})",
          call.operation().word(),
          call.key(),
          provider.name(),
          what.word(),
          what.code());
      return what;
    }
    return provider.table().classify(call.operation(), evidence);
  }
}
