package io.serai.check.internal;

/** One invariant over one payment. */
@FunctionalInterface
interface Rule {

  void check(PaymentFile payment, Findings findings);
}
