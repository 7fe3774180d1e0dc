package io.serai.doubles;

import java.util.Locale;

/** What a provider can be asked to do; the word in the book is {@link #word()}. */
enum Operation {
  AUTHORIZE,
  CHARGE,
  REFUND,
  /** The ordinary cancel, which names the approval; {@link #REVERSAL} names the request. */
  VOID,
  REVERSAL,
  INQUIRY,
  /** A store is asked about a purchase; it moves no money. */
  VERIFY,
  /** What was paid for is set up; no money moves. */
  ORDER,
  CUSTOMER,
  PRODUCT,
  PLAN,
  SUBSCRIBE,
  UNSUBSCRIBE,
  CHANGE_PLAN;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the steered answers (decline, garbage, …) apply; cancels and questions stay honest. */
  boolean steered() {
    return switch (this) {
      case AUTHORIZE, CHARGE, REFUND, VERIFY, ORDER -> true;
      case CUSTOMER, PRODUCT, PLAN, SUBSCRIBE, CHANGE_PLAN -> true;
      case VOID, REVERSAL, INQUIRY, UNSUBSCRIBE -> false;
    };
  }
}
