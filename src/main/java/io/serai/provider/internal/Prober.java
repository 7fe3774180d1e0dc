package io.serai.provider.internal;

import io.serai.payment.AlarmRaised;
import io.serai.payment.Currency;
import io.serai.payment.Ids;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.BypassSettings;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Finds out whether a provider that was left out is back: by an inquiry about a request that never
 * was, or, where it cannot be asked, by one real payment let through alone. Used by one thread.
 */
final class Prober {

  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

  /** For so long the payment that is to be the probe may be waited for. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration SEND_WITHIN = Duration.ofSeconds(5);

  private record Answered(String provider, Outcome outcome) {}

  private final HealthStore store;
  private final Attempts attempts;
  private final UnlistedAnswers unlisted;
  private final BypassSettings settings;
  private final ApplicationEventPublisher alarms;
  private final Clock clock;
  private final Ids ids;
  private final ConcurrentLinkedQueue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final List<Watch> offers = new ArrayList<>();

  Prober(
      HealthStore store,
      Attempts attempts,
      UnlistedAnswers unlisted,
      BypassSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock,
      Ids ids) {
    this.store = store;
    this.attempts = attempts;
    this.unlisted = unlisted;
    this.settings = settings;
    this.alarms = alarms;
    this.clock = clock;
    this.ids = ids;
  }

  /** Probes the provider, if no other process does. */
  void probe(Provider provider, Watch watch) {
    if (!attempts.takes(provider.name())) {
      return;
    }
    Duration hold = provider.definition().timeout().plus(WAIT).plus(MARGIN);
    if (provider.definition().can(Operation.INQUIRY)) {
      if (store.takeProbe(provider.name(), hold)) {
        ask(provider);
      }
    } else if (watch.askedLately() && store.takeProbe(provider.name(), hold)) {
      watch.offer(WAIT);
      if (!offers.contains(watch)) {
        offers.add(watch);
      }
    }
  }

  private void ask(Provider provider) {
    String key = ids.next("probe_");
    var call =
        new ProviderCall(
            Operation.INQUIRY,
            key,
            key + ".inquiry",
            key,
            null,
            new Money(1, Currency.of("JPY")),
            "",
            Map.of(),
            null,
            null,
            0,
            false);
    var unused =
        attempts
            .send(provider, call, SendBy.within(SEND_WITHIN, clock))
            .thenAccept(
                outcome -> {
                  answers.add(new Answered(provider.name(), outcome));
                  unlisted.look(provider.name(), outcome);
                });
  }

  /** Records what probes came to. */
  void conclude() {
    for (Answered next = answers.peek(); next != null; next = answers.peek()) {
      Outcome outcome = next.outcome();
      boolean back =
          switch (outcome.kind()) {
            case APPROVED, DECLINED, PENDING -> true;
            case NOT_SENT, UNKNOWN -> false;
          };
      record(next.provider(), back, outcome.word() + " " + outcome.code());
      answers.remove();
    }
    for (Watch watch : offers) {
      Watch.Probed probed = watch.probed();
      if (probed != null) {
        record(watch.name(), probed.worked(), probed.result());
      }
    }
  }

  private void record(String provider, boolean back, String result) {
    if (!back) {
      LOG.info("{} is not back: {}", provider, result);
      store.probeFailed(provider, result, settings.longestPause());
    } else if (store.back(provider, result)) {
      alarms.publishEvent(
          new AlarmRaised(
              "provider_back", provider, provider + " is used again; it answered: " + result));
    }
  }
}
