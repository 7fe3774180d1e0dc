package io.serai.subscription.internal;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The one state of a customer, product, plan or subscription, and the only place that says which
 * changes are allowed. Of the first three only creating, active, failed and by_hand are.
 */
enum RecurringState {
  /** The engine was asked to take the set-up fee. */
  CHARGING,
  /** The provider does not have it yet, or nobody knows whether it has. */
  CREATING,
  /** The provider has it; whether it is as it was asked for is being read back (S1.30). */
  VERIFYING,
  /** The payer is to approve it at the provider. */
  WAITING_FOR_APPROVAL,
  /** It is there; a subscription is paid for. */
  ACTIVE,
  /** The provider could not collect what is due. */
  PAST_DUE,
  /** It is being put on another plan. */
  CHANGING,
  /** It is being ended. */
  CANCELLING,
  /** It is over at the provider. */
  ENDED,
  /** Nobody approved it in time; should somebody do so later, it is ended. */
  EXPIRED,
  /** It could not be made, and the set-up fee is being given back (S1.31). */
  REFUNDING,
  /** It could not be made, and the set-up fee is given back. */
  REFUNDED,
  /** It could not be made, and nothing was taken. */
  FAILED,
  /** A person has to see to it (S1.31). */
  BY_HAND;

  /** The word in the API and in the database. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RecurringState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether one may go from this state to the other; staying is always allowed. */
  boolean mayBecome(RecurringState next) {
    return next == this || nexts().contains(next);
  }

  private Set<RecurringState> nexts() {
    return switch (this) {
      case CHARGING -> EnumSet.of(CREATING, FAILED, BY_HAND);
      case CREATING ->
          EnumSet.of(ACTIVE, VERIFYING, WAITING_FOR_APPROVAL, REFUNDING, FAILED, BY_HAND);
      case VERIFYING ->
          EnumSet.of(WAITING_FOR_APPROVAL, ACTIVE, PAST_DUE, REFUNDING, FAILED, BY_HAND);
      case WAITING_FOR_APPROVAL ->
          EnumSet.of(ACTIVE, PAST_DUE, REFUNDING, FAILED, EXPIRED, BY_HAND);
      case ACTIVE -> EnumSet.of(PAST_DUE, CHANGING, CANCELLING, ENDED);
      case PAST_DUE -> EnumSet.of(ACTIVE, CHANGING, CANCELLING, ENDED);
      case CHANGING -> EnumSet.of(ACTIVE, ENDED);
      case CANCELLING -> EnumSet.of(ACTIVE, ENDED);
      case EXPIRED -> EnumSet.of(CANCELLING, ENDED);
      case REFUNDING -> EnumSet.of(REFUNDED, BY_HAND);
      case REFUNDED -> EnumSet.of(CANCELLING);
      case BY_HAND -> EnumSet.of(REFUNDING, REFUNDED, FAILED, ENDED, ACTIVE);
      case ENDED, FAILED -> EnumSet.noneOf(RecurringState.class);
    };
  }

  /** Whether the provider has it and has not ended it. */
  boolean runs() {
    return this == ACTIVE || this == PAST_DUE;
  }

  /** Whether it is still to be seen whether it comes to anything. */
  boolean isBeginning() {
    return this == CHARGING
        || this == CREATING
        || this == VERIFYING
        || this == WAITING_FOR_APPROVAL;
  }
}
