package io.serai.engine.internal;

import io.serai.engine.internal.caps.Denial;
import io.serai.engine.internal.caps.Party;
import io.serai.engine.internal.caps.Permit;
import io.serai.engine.internal.caps.Verdict;
import io.serai.journal.Commit;
import io.serai.journal.FollowUp;
import io.serai.journal.NewEntry;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.SendBy;
import io.serai.provider.Choice;
import io.serai.provider.DecidingRail;
import io.serai.provider.Provider;
import io.serai.provider.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One payment on its way through the providers of its plan: what the next commit holds, and what to
 * send after it. The failover rule of the house stands here and nowhere else. Not thread-safe; used
 * by one step at a time.
 */
final class PlacingRun {

  private final Tools tools;
  private final Plan plan;

  private final List<NewEntry> entries = new ArrayList<>(2);
  private final List<FollowUp> followUps = new ArrayList<>(0);
  private Payment payment;
  private Provider provider;
  private int next;
  private boolean undoing;
  private boolean release;
  private Payment.@Nullable InFlight sending;
  private @Nullable SendBy sendBy;
  private Map<String, Object> answer = Map.of();
  private Permit permit = Permit.FREE;
  private @Nullable Denial denial;
  private int denied;

  /** A payment that begins. */
  PlacingRun(Tools tools, Plan plan, Payment blank) {
    this.tools = tools;
    this.plan = plan;
    this.payment = blank;
    this.provider = plan.providers().get(0);
  }

  /** The same payment after an attempt was sent; it may have moved on meanwhile. */
  PlacingRun(PlacingRun sent, Payment now) {
    this.tools = sent.tools;
    this.plan = sent.plan;
    this.payment = now;
    this.provider = sent.provider;
    this.next = sent.next;
    this.undoing = sent.undoing;
  }

  /** The attempt to send once the commit is on disk, or null when the payment has its answer. */
  Payment.@Nullable InFlight sending() {
    return sending;
  }

  /** Until when that attempt may be sent. */
  SendBy sendBy() {
    return Objects.requireNonNull(sendBy, "an attempt was begun");
  }

  Payment payment() {
    return payment.advance(entries.size());
  }

  Provider provider() {
    return provider;
  }

  Map<String, Object> answer() {
    return answer;
  }

  Commit.Builder commit() {
    Commit.Builder commit = tools.commit(payment, provider);
    entries.forEach(commit::entry);
    followUps.forEach(commit::followUp);
    if (release) {
      commit.release(payment.origin().claimKey());
    }
    return commit;
  }

  /** Begins an attempt at the next provider; one inside the hub decides at once. */
  void tryNext() {
    provider = plan.providers().get(next++);
    SendBy until = tools.sendBy(provider);
    sendBy = until;
    var attempt =
        new Payment.InFlight(
            payment.attempts() + 1,
            plan.operation(),
            provider.name(),
            payment.id(),
            payment.amount().minor(),
            tools.journal().lease(),
            until.at(),
            plan.providers().size() == 1,
            0,
            provider.rail().trace());
    payment = payment.begin(attempt);
    Choice choice = plan.choice();
    var reason =
        choice.strategy() == Strategy.PRIORITY
            ? EventData.Reason.NONE
            : new EventData.Reason(choice.strategy().word(), choice.costs());
    entries.add(new NewEntry(EventKind.ATTEMPT_STARTED, EventData.Facts.started(attempt, reason)));
    boolean inside = provider.rail() instanceof DecidingRail;
    if (!inside && tools.attempts().bypasses(provider, payment.providerKey(attempt.attempt()))) {
      ended(attempt, new Outcome.NotSent("bypassed"));
    } else if (isCapped()) {
      ended(attempt, new Outcome.NotSent("capped"));
    } else if (provider.rail() instanceof DecidingRail decides) {
      ended(attempt, decides.decide(plan.call(payment, attempt)));
    } else {
      sending = attempt;
    }
  }

  /** Counts the attempt for its provider, unless a cap of the provider has no room for it. */
  private boolean isCapped() {
    Verdict verdict =
        tools
            .caps()
            .take(
                plan.operation(),
                payment.amount(),
                Party.provider(provider.name(), provider.definition().zone()));
    if (verdict instanceof Denial no) {
      permit = Permit.FREE;
      denial = no;
      denied++;
      return true;
    }
    permit = (Permit) verdict;
    return false;
  }

  /** The cap that keeps the payment from every provider; null while there is another reason. */
  @Nullable Denial deniedEverywhere() {
    return denied == plan.providers().size() ? denial : null;
  }

  /** Nothing came of the latest attempt, or this run is thrown away: it does not count. */
  void giveBack() {
    permit.giveBack();
  }

  /** Records an attempt's outcome and goes on by the failover rule. */
  void ended(Payment.InFlight attempt, Outcome outcome) {
    sending = null;
    payment = payment.end(attempt.attempt());
    boolean more = next < plan.providers().size() && !payment.reversalRequested();
    switch (outcome.kind()) {
      case APPROVED -> approved(attempt, (Outcome.Approved) outcome);
      case PENDING -> pending(attempt, (Outcome.Pending) outcome);
      case UNKNOWN ->
          unknown(attempt, outcome, more && plan.reverseUnknown() && !outcome.isDuplicate());
      case NOT_SENT -> refused(attempt, outcome, more);
      case DECLINED -> {
        if (outcome.elsewhere()) {
          refused(attempt, outcome, more);
        } else {
          payment = payment.declinedWith(outcome.code()).become(PaymentState.DECLINED);
          settle(attempt, outcome);
        }
      }
    }
  }

  private void approved(Payment.InFlight attempt, Outcome.Approved outcome) {
    payment =
        payment
            .place(
                new Payment.Placement(
                    attempt.provider(),
                    payment.providerKey(attempt.attempt()),
                    outcome.providerReference(),
                    outcome.approvalCode(),
                    attempt.trace()))
            .become(PaymentState.APPROVED);
    if (payment.reversalRequested()) {
      // Taken back while it was under way: it is undone on its outcome, and nobody is told "yes".
      followUps.add(owed(attempt));
      answer = Answers.told(tools.answers().payment(payment), "declined", "reversed", "91");
      entries.add(ended(attempt, outcome, tools.answers().write(answer)));
    } else {
      settle(attempt, outcome);
    }
  }

  private void pending(Payment.InFlight attempt, Outcome.Pending outcome) {
    payment =
        payment.place(
            new Payment.Placement(
                attempt.provider(),
                payment.providerKey(attempt.attempt()),
                outcome.providerReference(),
                null,
                attempt.trace()));
    // A terminal hears "no" for it, and what is answered binds: it must not come to stand later.
    if (payment.reversalRequested() || payment.origin().channel().answerBinds()) {
      followUps.add(owed(attempt));
    }
    answer = tools.answers().payment(payment);
    entries.add(ended(attempt, outcome, null));
  }

  private void unknown(Payment.InFlight attempt, Outcome outcome, boolean tryAnother) {
    followUps.add(outcome.isDuplicate() ? owed(attempt).toAsk() : owed(attempt));
    entries.add(ended(attempt, outcome, null));
    if (tryAnother) {
      undoing = true;
      tryNext();
    } else {
      payment =
          payment
              .place(
                  new Payment.Placement(
                      attempt.provider(),
                      payment.providerKey(attempt.attempt()),
                      null,
                      null,
                      attempt.trace()))
              .become(PaymentState.UNKNOWN);
      answer = tools.answers().payment(payment);
    }
  }

  private void refused(Payment.InFlight attempt, Outcome outcome, boolean more) {
    entries.add(ended(attempt, outcome, null));
    if (more) {
      tryNext();
    } else if (undoing) {
      // An earlier provider may have it, and is told to undo it: the key is not free.
      payment = payment.become(PaymentState.REVERSED);
      answer = Answers.told(tools.answers().payment(payment), "declined", "reversed", "91");
    } else {
      payment = payment.become(PaymentState.FAILED);
      release = true;
      answer =
          Answers.told(tools.answers().payment(payment), "failed", "providers_unavailable", null);
    }
  }

  private void settle(Payment.InFlight attempt, Outcome outcome) {
    answer = tools.answers().payment(payment);
    entries.add(ended(attempt, outcome, tools.answers().write(answer)));
  }

  private NewEntry ended(Payment.InFlight attempt, Outcome outcome, @Nullable String saved) {
    return new NewEntry(
        EventKind.ATTEMPT_ENDED,
        EventData.Facts.ended(attempt, outcome),
        saved,
        saved == null ? null : payment.id());
  }

  private FollowUp owed(Payment.InFlight attempt) {
    return FollowUp.after(payment.id(), attempt, tools.now());
  }
}
