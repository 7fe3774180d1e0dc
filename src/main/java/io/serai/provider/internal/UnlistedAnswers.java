package io.serai.provider.internal;

import io.serai.payment.AlarmRaised;
import io.serai.payment.Outcome;
import io.serai.provider.OutcomeTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Raises an alarm for each answer that no row of a provider's table knows, naming its code, at most
 * once an hour per provider and code in this process. Thread-safe.
 */
final class UnlistedAnswers {

  private static final long PAUSE_NANOS = Duration.ofHours(1).toNanos();
  // A provider that makes up codes must not fill the memory, nor the table of alarms.
  private static final int MOST = 200;

  private record Answer(String provider, String code) {}

  private final ApplicationEventPublisher alarms;
  private final LongSupplier nanos;
  private final Map<Answer, Long> told = new HashMap<>();

  UnlistedAnswers(ApplicationEventPublisher alarms, LongSupplier nanos) {
    this.alarms = alarms;
    this.nanos = nanos;
  }

  void look(String provider, Outcome outcome) {
    if (outcome.kind() != Outcome.Kind.UNKNOWN
        || !outcome.code().startsWith(OutcomeTable.UNLISTED)) {
      return;
    }
    String code = outcome.code().substring(OutcomeTable.UNLISTED.length());
    if (isNew(new Answer(provider, code))) {
      alarms.publishEvent(
          new AlarmRaised(
              "unlisted_answer",
              provider + " " + code,
              provider
                  + " answered '"
                  + code
                  + "', which no row of its table in providers.yaml knows; the payment is unknown"
                  + " and is being resolved. Ask the provider what it means and list it."));
    }
  }

  private synchronized boolean isNew(Answer answer) {
    long now = nanos.getAsLong();
    Long last = told.get(answer);
    if (last != null && now - last < PAUSE_NANOS) {
      return false;
    }
    if (last == null && told.size() >= MOST) {
      told.values().removeIf(at -> now - at >= PAUSE_NANOS);
    }
    if (last == null && told.size() >= MOST) {
      return false;
    }
    told.put(answer, now);
    return true;
  }
}
