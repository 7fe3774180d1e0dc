package io.serai.resolution.internal;

import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps;
import io.serai.journal.Journal;
import io.serai.journal.NewEntry;
import io.serai.payment.AlarmRaised;
import io.serai.payment.CardNumber;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Ids;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.provider.Attempts;
import io.serai.provider.DecidingRail;
import io.serai.provider.Provider;
import io.serai.provider.ProviderDirectory;
import io.serai.resolution.ResolutionSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Sees to one follow-up once: the intent, the send, the outcome; then it is closed or put off. */
final class Resolver {

  private static final java.time.Duration SEND_WITHIN = java.time.Duration.ofSeconds(5);

  private final Journal journal;
  private final FollowUps followUps;
  private final Attempts attempts;
  private final ProviderDirectory providers;
  private final ResolutionSettings settings;
  private final ApplicationEventPublisher alarms;
  private final Clock clock;
  private final Ids ids;

  Resolver(
      Journal journal,
      FollowUps followUps,
      Attempts attempts,
      ProviderDirectory providers,
      ResolutionSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock,
      Ids ids) {
    this.journal = journal;
    this.followUps = followUps;
    this.attempts = attempts;
    this.providers = providers;
    this.settings = settings;
    this.alarms = alarms;
    this.clock = clock;
    this.ids = ids;
  }

  /** Tries once; the future completes when the follow-up is closed or put off. */
  CompletableFuture<Void> resolve(FollowUps.Due due) {
    FollowUp owed = due.followUp();
    // Looked up inside: a provider that is no longer declared fails this follow-up and no other.
    return journal
        .payment(owed.paymentId())
        .thenCompose(
            payment -> begin(due, providers.active().get(owed.provider()), payment.orElseThrow()));
  }

  private CompletableFuture<Void> begin(FollowUps.Due due, Provider provider, Payment payment) {
    FollowUp owed = due.followUp();
    Operation operation = Remedies.operation(owed, provider.definition());
    var attempt =
        new Payment.InFlight(
            payment.attempts() + 1,
            operation,
            provider.name(),
            owed.subject(),
            owed.minor(),
            journal.lease(),
            clock.instant().plus(SEND_WITHIN));
    Commit intent =
        commit(payment.begin(attempt), provider)
            .entry(new NewEntry(EventKind.ATTEMPT_STARTED, EventData.Facts.started(attempt)))
            .build();
    return journal
        .commit(intent)
        .thenCompose(
            result ->
                result == CommitResult.COMMITTED
                    ? send(due, provider, intent.payment(), attempt)
                    : resolve(due));
  }

  private CompletableFuture<Void> send(
      FollowUps.Due due, Provider provider, Payment payment, Payment.InFlight attempt) {
    return journal
        .card(payment.id())
        .thenCompose(card -> ask(due, provider, payment, attempt, card.orElse(null)))
        .thenCompose(outcome -> record(due, provider, payment, attempt, outcome));
  }

  private CompletableFuture<Outcome> ask(
      FollowUps.Due due,
      Provider provider,
      Payment payment,
      Payment.InFlight attempt,
      @Nullable CardNumber card) {
    var call = Remedies.call(due.followUp(), payment, attempt.operation(), card);
    return provider.rail() instanceof DecidingRail inside
        ? CompletableFuture.completedFuture(inside.decide(call))
        : attempts.send(provider, call, attempt.sendBy());
  }

  private CompletableFuture<Void> record(
      FollowUps.Due due,
      Provider provider,
      Payment payment,
      Payment.InFlight attempt,
      Outcome outcome) {
    if (payment.inFlight(attempt.attempt()).isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    var window = new LateWindow(payment, due, provider.definition(), clock.instant());
    var verdict =
        Remedies.judge(due.followUp(), attempt, payment.end(attempt.attempt()), outcome, window);
    Commit.Builder commit =
        commit(verdict.payment(), provider)
            .entry(new NewEntry(EventKind.ATTEMPT_ENDED, EventData.Facts.ended(attempt, outcome)));
    if (verdict.closed()) {
      commit.close(due.followUp().id(), outcome.code());
    }
    return journal
        .commit(commit.build())
        .thenCompose(
            result -> {
              if (result != CommitResult.COMMITTED) {
                return journal
                    .payment(payment.id())
                    .thenCompose(
                        fresh -> record(due, provider, fresh.orElseThrow(), attempt, outcome));
              }
              if (!verdict.closed()) {
                putOff(due, window.next(outcome, settings), outcome.code());
              }
              return CompletableFuture.completedFuture(null);
            });
  }

  /** Keeps a follow-up for later, with an alarm once it has been tried often. */
  void putOff(FollowUps.Due due, Instant until, String code) {
    followUps.putOff(due.followUp().id(), until, code);
    if (due.tries() + 1 == settings.alarmAfterTries()) {
      alarms.publishEvent(
          new AlarmRaised(
              "resolution_stuck",
              due.followUp().paymentId(),
              "attempt "
                  + due.followUp().attempt()
                  + " at "
                  + due.followUp().provider()
                  + " is not resolved after "
                  + settings.alarmAfterTries()
                  + " tries; last: "
                  + code));
    }
  }

  Instant pauseAfter(FollowUps.Due due) {
    return clock.instant().plus(settings.pauseAfter(due.tries()));
  }

  private Commit.Builder commit(Payment payment, Provider provider) {
    Instant now = clock.instant();
    return Commit.of(
        ids.next("c_"), payment, now, LocalDate.ofInstant(now, provider.definition().zone()));
  }
}
