package io.serai.resolution.internal;

import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps;
import io.serai.journal.HistoryEntry;
import io.serai.journal.Journal;
import io.serai.journal.NewEntry;
import io.serai.payment.AlarmRaised;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Ids;
import io.serai.payment.LateAnswer;
import io.serai.payment.MoneyEvent;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.provider.ProviderDirectory;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Journals a late answer. It never changes what was answered: an approval that comes while the case
 * is open, or after it was undone, is recorded only; one that comes after the case was closed opens
 * it again. Where a case of a route's only provider is still being asked about, and nobody was told
 * "no", the answer ends it. Blocking; used by one thread.
 */
record LateAnswerJournal(
    Journal journal,
    FollowUps followUps,
    ProviderDirectory providers,
    ApplicationEventPublisher alarms,
    Clock clock,
    Ids ids) {

  private static final String APPROVED = "approved";

  /** Writes it once; false if it has to wait until the attempt's own end is written. */
  boolean write(LateAnswer answer) {
    Optional<Payment> found = journal.payment(answer.paymentId()).join();
    if (found.isEmpty()) {
      return true;
    }
    Payment payment = found.get();
    if (payment.inFlight(answer.attempt()).isPresent()) {
      return false;
    }
    var attempt =
        new Payment.InFlight(
            answer.attempt(),
            answer.operation(),
            answer.provider(),
            subject(answer),
            answer.minor(),
            "",
            clock.instant());
    var entry =
        new NewEntry(EventKind.LATE_ANSWER, EventData.Facts.ended(attempt, answer.outcome()));
    Optional<FollowUps.Standing> owed =
        answer.operation().beginsPayment()
            ? followUps.find(answer.paymentId() + "/" + answer.attempt())
            : Optional.empty();
    if (owed.isPresent() && owed.get().open() && endsInquiry(owed.get().followUp(), payment)) {
      return ended(owed.get().followUp(), payment, entry, answer.outcome());
    }
    if (owed.isPresent() && comesTooLate(owed.get(), answer.outcome())) {
      return reopened(owed.get().followUp(), payment, entry, answer.outcome());
    }
    return commit(commit(payment, answer.provider()).entry(entry));
  }

  private static boolean endsInquiry(FollowUp owed, Payment payment) {
    return owed.alone()
        && !owed.cancel()
        && payment.state() == PaymentState.UNKNOWN
        && !payment.origin().channel().answerBinds()
        && !payment.reversalRequested()
        && payment.inFlight().isEmpty()
        && Judgement.hasIt(owed, payment);
  }

  private boolean ended(FollowUp owed, Payment payment, NewEntry entry, Outcome outcome) {
    if (outcome instanceof Outcome.Approved approved) {
      Judgement judgement = Judgement.approved(owed, payment, approved);
      return commit(
          commit(judgement.payment(), owed.provider()).entry(entry).close(owed.id(), APPROVED));
    }
    boolean no = outcome instanceof Outcome.Declined && !outcome.elsewhere();
    if (no && !outcome.code().equals(Outcome.NO_ORIGINAL)) {
      Payment declined = payment.declinedWith(outcome.code()).become(PaymentState.DECLINED);
      return commit(
          commit(declined, owed.provider()).entry(entry).close(owed.id(), outcome.code()));
    }
    return commit(commit(payment, owed.provider()).entry(entry));
  }

  /** Whether the case was closed by anything but an undoing or the approval itself. */
  private static boolean comesTooLate(FollowUps.Standing owed, Outcome outcome) {
    return outcome.kind() == Outcome.Kind.APPROVED
        && !owed.open()
        && !APPROVED.equals(owed.lastCode())
        && !MoneyEvent.ORIGINAL_REVERSED.equals(owed.lastCode());
  }

  private boolean reopened(FollowUp owed, Payment payment, NewEntry entry, Outcome outcome) {
    Instant now = clock.instant();
    String called =
        outcome instanceof Outcome.Approved approved ? approved.providerReference() : null;
    FollowUp again = owed.alone() ? owed.toCancel(now, called) : owed.dueAt(now, called);
    boolean written = commit(commit(payment, owed.provider()).entry(entry).followUp(again));
    if (written) {
      alarms.publishEvent(
          new AlarmRaised(
              "late_approval",
              owed.paymentId(),
              owed.provider()
                  + " approved attempt "
                  + owed.attempt()
                  + " after its case was closed; it is undone, and late_window may be too short"));
    }
    return written;
  }

  private Commit.Builder commit(Payment payment, String provider) {
    Instant now = clock.instant();
    var zone = providers.active().get(provider).definition().zone();
    return Commit.of(ids.next("c_"), payment, now, LocalDate.ofInstant(now, zone));
  }

  private boolean commit(Commit.Builder commit) {
    return journal.commit(commit.build()).join() == CommitResult.COMMITTED;
  }

  private String subject(LateAnswer answer) {
    if (answer.operation().beginsPayment()) {
      return answer.paymentId();
    }
    return journal.history(answer.paymentId()).join().stream()
        .map(HistoryEntry::data)
        .filter(data -> Integer.valueOf(answer.attempt()).equals(data.get("attempt")))
        .map(data -> String.valueOf(data.get("subject")))
        .findFirst()
        .orElse(answer.paymentId());
  }
}
