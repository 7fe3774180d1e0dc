package io.serai.resolution.internal;

import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.Finding;
import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps;
import io.serai.journal.Journal;
import io.serai.journal.NewEntry;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Ids;
import io.serai.payment.LateAnswer;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.DecidingRail;
import io.serai.provider.Provider;
import io.serai.provider.ProviderDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Sees to one case once: the intent, the send, the outcome; then it is closed or put off. No thread
 * waits for the provider.
 */
final class Resolver {

  private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
  private static final Duration SEND_WITHIN = Duration.ofSeconds(5);
  private static final Duration WRITE_AGAIN = Duration.ofSeconds(1);

  private final Journal journal;
  private final FollowUps followUps;
  private final Attempts attempts;
  private final ProviderDirectory providers;
  private final Pace pace;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Ids ids;
  private final Executor worker;

  /**
   * A resolver.
   *
   * @param events hears of answers that come after another process has taken over
   * @param worker runs what blocks on the database
   */
  Resolver(
      Journal journal,
      FollowUps followUps,
      Attempts attempts,
      ProviderDirectory providers,
      Pace pace,
      ApplicationEventPublisher events,
      Clock clock,
      Ids ids,
      Executor worker) {
    this.journal = journal;
    this.followUps = followUps;
    this.attempts = attempts;
    this.providers = providers;
    this.pace = pace;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
    this.worker = worker;
  }

  /** A try that is on disk. */
  private record Try(
      FollowUps.Due due,
      Provider provider,
      Payment.InFlight attempt,
      SendBy sendBy,
      Instant sentAt) {

    FollowUp owed() {
      return due.followUp();
    }
  }

  /** What a try came to, and when that was known. */
  private record Sent(Outcome outcome, int send, Instant at) {

    /** The provider's first answer since it was last silent, if this is an answer. */
    @Nullable Instant heardAt(FollowUps.Due due) {
      return switch (outcome.kind()) {
        case APPROVED, DECLINED, PENDING -> due.heardAt() == null ? at : due.heardAt();
        case NOT_SENT, UNKNOWN -> null;
      };
    }
  }

  /** Tries once; the future completes when the case is closed or put off. */
  CompletableFuture<Void> resolve(FollowUps.Due due) {
    FollowUp owed = due.followUp();
    // Looked up inside: a provider that is no longer declared fails this case and no other.
    return journal
        .payment(owed.paymentId())
        .thenComposeAsync(
            payment -> begin(due, providers.active().get(owed.provider()), payment.orElseThrow()),
            worker);
  }

  private CompletableFuture<Void> begin(FollowUps.Due due, Provider provider, Payment payment) {
    FollowUp owed = due.followUp();
    // One of another process's providers comes around to a process that speaks to it.
    if (Remedies.underWay(owed, payment) || !attempts.takes(provider.name())) {
      pace.wait(owed);
      return CompletableFuture.completedFuture(null);
    }
    Optional<Operation> operation =
        due.finding() == null
            ? Remedies.operation(
                owed,
                payment,
                provider.definition(),
                Duration.between(due.owedAt(), clock.instant()))
            : Optional.of(Operation.INQUIRY);
    if (operation.isEmpty()) {
      pace.byHand(due, "the provider has no operation for it");
      return CompletableFuture.completedFuture(null);
    }
    Instant now = clock.instant();
    SendBy sendBy = SendBy.within(SEND_WITHIN, provider.rail().handOver(), clock);
    var attempt =
        new Payment.InFlight(
            payment.attempts() + 1,
            operation.get(),
            provider.name(),
            owed.subject(),
            owed.minor(),
            journal.lease(),
            sendBy.at(),
            false,
            owed.attempt(),
            Remedies.trace(due, operation.get(), provider.rail()));
    Commit intent =
        commit(payment.begin(attempt), provider)
            .entry(new NewEntry(EventKind.ATTEMPT_STARTED, EventData.Facts.started(attempt)))
            .build();
    var aTry = new Try(due, provider, attempt, sendBy, now);
    return journal
        .commit(intent)
        .thenComposeAsync(
            result ->
                result == CommitResult.COMMITTED ? send(aTry, intent.payment()) : resolve(due),
            worker);
  }

  private CompletableFuture<Void> send(Try aTry, Payment payment) {
    return ask(aTry, payment)
        .exceptionally(
            failure -> {
              // The intent is on disk and nothing was sent: that is an outcome too.
              LOG.warn("{} was not sent: {}", aTry.owed().id(), failure.getMessage());
              return new Sent(new Outcome.NotSent("hub_failed"), 0, clock.instant());
            })
        .thenCompose(sent -> record(aTry, payment, sent));
  }

  private CompletableFuture<Sent> ask(Try aTry, Payment payment) {
    Finding finding = aTry.due().finding();
    if (finding != null) {
      // A person has asked for us; who and why stands beside the case.
      return CompletableFuture.completedFuture(
          new Sent(Judgement.outcome(finding), 0, clock.instant()));
    }
    return CompletableFuture.supplyAsync(
            () ->
                followUps.sending(
                    aTry.owed().id(), aTry.attempt().operation(), aTry.attempt().trace()),
            worker)
        .thenCompose(
            send ->
                journal
                    .card(payment.id())
                    .thenCompose(
                        card -> {
                          var call =
                              Remedies.call(
                                  aTry.owed(),
                                  payment,
                                  aTry.attempt(),
                                  card.orElse(null),
                                  // What is sent again was sent by the attempt itself before.
                                  send > 1
                                      || aTry.attempt().operation() == aTry.owed().operation());
                          return aTry.provider().rail() instanceof DecidingRail inside
                              ? CompletableFuture.completedFuture(inside.decide(call))
                              : attempts.send(aTry.provider(), call, aTry.sendBy());
                        })
                    .thenApply(outcome -> new Sent(outcome, send, clock.instant())));
  }

  private CompletableFuture<Void> record(Try aTry, Payment payment, Sent sent) {
    Payment.InFlight attempt = aTry.attempt();
    if (payment.inFlight(attempt.attempt()).isEmpty()) {
      if (sent.outcome().isAnswer()) {
        events.publishEvent(LateAnswer.of(payment.id(), attempt, sent.outcome()));
      }
      return CompletableFuture.completedFuture(null);
    }
    Instant heardAt = sent.heardAt(aTry.due());
    var window =
        new LateWindow(
            heardAt == null ? sent.at() : heardAt,
            aTry.provider().definition(),
            aTry.sentAt(),
            sent.send());
    var judgement =
        Judgement.of(
            aTry.owed(),
            attempt.operation(),
            payment.end(attempt.attempt()),
            sent.outcome(),
            aTry.due().finding() != null || window.isOver());
    Commit.Builder commit =
        commit(judgement.payment(), aTry.provider())
            .entry(
                new NewEntry(
                    EventKind.ATTEMPT_ENDED, EventData.Facts.ended(attempt, sent.outcome())));
    if (judgement.next() == Judgement.Next.CLOSE) {
      commit.close(aTry.owed().id(), sent.outcome().code());
    }
    return journal
        .commit(commit.build())
        .handleAsync(Tried<CommitResult>::new, worker)
        .thenCompose(
            tried -> {
              if (tried.result() == CommitResult.COMMITTED) {
                after(aTry, sent, judgement, window);
                return CompletableFuture.<Void>completedFuture(null);
              }
              return again(aTry, sent, tried.failure() == null ? Duration.ZERO : WRITE_AGAIN);
            });
  }

  private record Tried<T>(@Nullable T result, @Nullable Throwable failure) {}

  /** An outcome is a fact: it is written however long the journal cannot be. */
  private CompletableFuture<Void> again(Try aTry, Sent sent, Duration pause) {
    var later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, worker);
    return CompletableFuture.runAsync(() -> {}, later)
        .thenCompose(paused -> journal.payment(aTry.owed().paymentId()))
        .handle(Tried<Optional<Payment>>::new)
        .thenCompose(
            tried -> {
              Optional<Payment> fresh = tried.result();
              return fresh == null || fresh.isEmpty()
                  ? again(aTry, sent, WRITE_AGAIN)
                  : record(aTry, fresh.get(), sent);
            });
  }

  private void after(Try aTry, Sent sent, Judgement judgement, LateWindow window) {
    Outcome outcome = sent.outcome();
    Instant now = clock.instant();
    Finding finding = aTry.due().finding();
    if (finding != null) {
      followUps.actedOn(aTry.owed().id(), finding);
    }
    switch (judgement.next()) {
      case CLOSE -> LOG.debug("{} is closed", aTry.owed().id());
      case CANCEL -> followUps.cancelFrom(aTry.owed().toCancel(now, reference(outcome)));
      case BY_HAND -> pace.byHand(aTry.due(), outcome.code());
      case KEEP -> {
        boolean early = outcome.code().equals(Outcome.NO_ORIGINAL) && now.isBefore(window.end());
        Instant next = early ? window.end() : now.plus(pace.pause(aTry.due()));
        boolean uncount = outcome.kind() == Outcome.Kind.NOT_SENT && sent.send() > 0;
        followUps.heard(aTry.owed().id(), sent.heardAt(aTry.due()));
        pace.keep(aTry.due(), aTry.attempt().operation(), outcome.code(), !uncount, next);
      }
    }
  }

  /** What the provider calls what it did. */
  private static @Nullable String reference(Outcome outcome) {
    return outcome instanceof Outcome.Approved approved ? approved.providerReference() : null;
  }

  private Commit.Builder commit(Payment payment, Provider provider) {
    Instant now = clock.instant();
    return Commit.of(
        ids.next("c_"), payment, now, LocalDate.ofInstant(now, provider.definition().zone()));
  }
}
