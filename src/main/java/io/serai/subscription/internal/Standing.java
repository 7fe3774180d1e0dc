package io.serai.subscription.internal;

import io.serai.upkeep.DueRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one stands: what changes of it. Immutable.
 *
 * @param code why it is so, if there is a reason to tell
 * @param declineCode why it could not be made, once that is certain
 * @param payment the payment that took the set-up fee
 * @param plan the plan that a subscription is on
 * @param wanted the plan that it is being put on
 * @param tries of what is being done now
 */
record Standing(
    RecurringState state,
    @Nullable String code,
    @Nullable String declineCode,
    @Nullable String payment,
    @Nullable PlanRef plan,
    @Nullable PlanRef wanted,
    Facts facts,
    int tries) {

  /** A plan: its id, and the provider's name for it. */
  record PlanRef(String id, String reference) {}

  /**
   * What the provider says; periods are its own word and never counted here (S1.19).
   *
   * @param reference the provider's name for it
   * @param approvalUrl where the payer approves
   * @param providerState its state in the provider's words
   * @param periodStart since when the period runs that is paid
   * @param periodEnd until when it is paid
   */
  record Facts(
      @Nullable String reference,
      @Nullable String approvalUrl,
      @Nullable String providerState,
      @Nullable Instant periodStart,
      @Nullable Instant periodEnd) {

    static final Facts NONE = new Facts(null, null, null, null, null);
  }

  /** At its beginning. */
  static Standing at(RecurringState first, @Nullable PlanRef plan) {
    return new Standing(first, null, null, null, plan, null, Facts.NONE, 0);
  }

  /** The same after one more try. */
  Standing again(@Nullable String why) {
    return new Standing(state, why, declineCode, payment, plan, wanted, facts, tries + 1);
  }

  /** In another state, or in the same one anew. */
  Standing become(RecurringState next, @Nullable String why) {
    return new Standing(next, why, declineCode, payment, plan, wanted, facts, 0);
  }

  Standing declined(String why) {
    return new Standing(state, code, why, payment, plan, wanted, facts, tries);
  }

  Standing paidBy(String id) {
    return new Standing(state, code, declineCode, id, plan, wanted, facts, tries);
  }

  Standing wanting(@Nullable PlanRef other) {
    return new Standing(state, code, declineCode, payment, plan, other, facts, tries);
  }

  /** On the plan that was wanted. */
  Standing changed() {
    return new Standing(state, code, declineCode, payment, wanted, null, facts, tries);
  }

  Standing knowing(Facts more) {
    return new Standing(state, code, declineCode, payment, plan, wanted, more, tries);
  }

  /** When it is seen to again; null once nothing is left to do. */
  Next due(@Nullable Instant at) {
    return new Next(this, at);
  }

  /** What becomes of one, and when it is seen to again. */
  record Next(Standing standing, @Nullable Instant dueAt) implements DueRow.Next<Next> {

    @Override
    public RecurringState state() {
      return standing.state();
    }

    @Override
    public @Nullable String code() {
      return standing.code();
    }

    @Override
    public Next dueAt(Instant other) {
      return new Next(standing, other);
    }
  }
}
