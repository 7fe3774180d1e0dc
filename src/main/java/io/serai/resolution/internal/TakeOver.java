package io.serai.resolution.internal;

import io.serai.journal.Commit;
import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps;
import io.serai.journal.Journal;
import io.serai.journal.NewEntry;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Ids;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.ProviderDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what a lost process left under way: its outcome is unknown, and it is resolved once
 * the request can neither be sent nor take effect any more. The commit's sequence lets one process
 * win.
 */
final class TakeOver {

  private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);
  private static final int MOST = 200;
  // Longer than any provider's time-out: such an attempt's intent was written, but its process was
  // told that it was not.
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final AtomicInteger stuck = new AtomicInteger();
  private final Journal journal;
  private final FollowUps followUps;
  private final ProviderDirectory providers;
  private final Clock clock;
  private final Ids ids;

  TakeOver(
      Journal journal, FollowUps followUps, ProviderDirectory providers, Clock clock, Ids ids) {
    this.journal = journal;
    this.followUps = followUps;
    this.providers = providers;
    this.clock = clock;
    this.ids = ids;
  }

  /** Takes over once; says how many payments it found. */
  int run() {
    // Those that cannot be taken do not stand in the way of the others.
    List<Payment> left = followUps.leftBehind(clock.instant().minus(FORGOTTEN), MOST + stuck.get());
    stuck.set(0);
    if (!left.isEmpty()) {
      Set<String> alive = Set.copyOf(followUps.leases());
      LOG.warn("Taking over {} payments of processes that are gone", left.size());
      CompletableFuture.allOf(
              left.stream()
                  .map(payment -> tryToTake(payment, alive))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
    return left.size();
  }

  /** One that cannot be taken, since its provider is not declared any more, stops no other. */
  private CompletableFuture<?> tryToTake(Payment payment, Set<String> alive) {
    try {
      return take(payment, alive);
    } catch (SeraiException e) {
      LOG.error("{} is not taken over: {}", payment.id(), e.getMessage());
      stuck.incrementAndGet();
      return CompletableFuture.completedFuture(null);
    }
  }

  private CompletableFuture<?> take(Payment payment, Set<String> alive) {
    Payment taken = payment;
    Instant now = clock.instant();
    var outcome = new Outcome.Unknown("process_lost");
    List<Payment.InFlight> lost =
        payment.inFlight().stream()
            .filter(a -> !alive.contains(a.lease()) || a.sendBy().isBefore(now.minus(FORGOTTEN)))
            .toList();
    if (lost.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    for (Payment.InFlight attempt : lost) {
      taken = taken.end(attempt.attempt());
      if (attempt.operation().beginsPayment() && taken.state() == PaymentState.PENDING) {
        taken =
            taken
                .place(
                    new Payment.Placement(
                        attempt.provider(),
                        taken.providerKey(attempt.attempt()),
                        null,
                        null,
                        attempt.trace()))
                .become(PaymentState.UNKNOWN);
      }
    }
    ProviderDefinition provider = providers.active().get(lost.get(0).provider()).definition();
    Commit.Builder commit =
        Commit.of(ids.next("c_"), taken, now, LocalDate.ofInstant(now, provider.zone()));
    for (Payment.InFlight attempt : lost) {
      commit.entry(new NewEntry(EventKind.ATTEMPT_ENDED, EventData.Facts.ended(attempt, outcome)));
      // A try of a case has its follow-up already, which is still open. One of its own would be
      // sent under another key, and the provider would do it once more.
      if (attempt.tryOf() == 0
          && (attempt.operation().beginsPayment() || attempt.operation() == Operation.REFUND)) {
        Instant settled = attempt.sendBy().plus(lateWindow(attempt.provider()));
        commit.followUp(FollowUp.after(payment.id(), attempt, settled));
      }
    }
    return journal.commit(commit.build());
  }

  private Duration lateWindow(String provider) {
    return providers.active().get(provider).definition().lateWindow();
  }
}
