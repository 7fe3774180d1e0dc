package io.serai.resolution.internal;

import io.serai.journal.FollowUps;
import io.serai.journal.Journal;
import io.serai.payment.EventKind;
import io.serai.payment.LateAnswer;
import io.serai.payment.LateLinkAnswer;
import io.serai.payment.LinkTrace;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import io.serai.provider.Provider;
import io.serai.provider.ProviderDirectory;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which attempt an answer belongs to that came late over an ISO 8583 link: the one that its request
 * named, or, where another process sent that, the one that went out under its numbers: one that
 * nobody has taken over yet, or one with a case. Blocking.
 */
record LinkAnswers(Journal journal, FollowUps followUps, ProviderDirectory providers) {

  private static final Pattern ATTEMPT = Pattern.compile("(\\S+)/([0-9]{1,9})");

  /** An attempt of a payment. */
  private record Attempt(String paymentId, int number) {}

  /** The same answer as any provider's, read by the provider's own table; empty if nobody's. */
  Optional<LateAnswer> of(LateLinkAnswer answer) {
    Attempt attempt = named(answer);
    if (attempt == null) {
      attempt = sentUnder(answer);
    }
    return attempt == null ? Optional.empty() : late(attempt, answer);
  }

  private static @Nullable Attempt named(LateLinkAnswer answer) {
    String reference = answer.reference();
    Matcher parts = ATTEMPT.matcher(reference == null ? "" : reference);
    return parts.matches() ? new Attempt(parts.group(1), Integer.parseInt(parts.group(2))) : null;
  }

  private @Nullable Attempt sentUnder(LateLinkAnswer answer) {
    String stan = answer.stan();
    String transmittedAt = answer.transmittedAt();
    if (stan == null || transmittedAt == null) {
      return null;
    }
    LinkTrace trace = new LinkTrace(stan, transmittedAt);
    // In this order: an attempt that ends in between has its case with the same commit.
    Attempt underWay = underWay(trace, answer.link());
    return underWay != null ? underWay : owed(trace, answer.link());
  }

  private @Nullable Attempt underWay(LinkTrace trace, String link) {
    for (Payment payment : followUps.underWayWithTrace(trace)) {
      for (Payment.InFlight sent : payment.inFlight()) {
        if (trace.equals(sent.trace()) && link.equals(link(sent.provider()))) {
          return new Attempt(payment.id(), sent.attempt());
        }
      }
    }
    return null;
  }

  private @Nullable Attempt owed(LinkTrace trace, String link) {
    return followUps.withTrace(trace).stream()
        .filter(owed -> link.equals(link(owed.provider())))
        .findFirst()
        .map(owed -> new Attempt(owed.paymentId(), owed.attempt()))
        .orElse(null);
  }

  private @Nullable String link(String provider) {
    return providers.active().get(provider).definition().link();
  }

  private Optional<LateAnswer> late(Attempt attempt, LateLinkAnswer answer) {
    return journal.history(attempt.paymentId()).join().stream()
        .map(entry -> entry.data())
        .filter(data -> EventKind.ATTEMPT_STARTED.word().equals(data.get("event")))
        .filter(data -> Integer.valueOf(attempt.number()).equals(data.get("attempt")))
        .findFirst()
        .map(data -> late(attempt, data, answer));
  }

  private LateAnswer late(Attempt attempt, Map<String, Object> data, LateLinkAnswer answer) {
    Operation operation = Operation.of(String.valueOf(data.get("operation")));
    Provider provider = providers.active().get(String.valueOf(data.get("provider")));
    return new LateAnswer(
        attempt.paymentId(),
        attempt.number(),
        operation,
        provider.name(),
        data.get("amount") instanceof Number minor ? minor.longValue() : 0,
        provider.table().classify(operation, answer.evidence()));
  }
}
