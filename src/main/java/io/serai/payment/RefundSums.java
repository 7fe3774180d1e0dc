package io.serai.payment;

/** The sums that refunds move, in minor units. */
public final class RefundSums {

  private RefundSums() {}

  /** The sums with a refund of so many minor units begun. */
  public static Payment.Undone reserve(Payment payment, long minor) {
    Payment.Undone sums = payment.undone();
    return new Payment.Undone(
        sums.refunded(), Math.addExact(sums.reserved(), minor), sums.reversed());
  }

  /** The payment after a refund that ended; an unknown one keeps its amount reserved. */
  public static Payment settle(Payment payment, long minor, Outcome outcome) {
    Payment.Undone sums = payment.undone();
    return switch (outcome.kind()) {
      case UNKNOWN, PENDING -> payment;
      case DECLINED, NOT_SENT ->
          payment.undo(
              new Payment.Undone(sums.refunded(), sums.reserved() - minor, sums.reversed()));
      case APPROVED -> {
        long refunded = Math.addExact(sums.refunded(), minor);
        Payment given =
            payment.undo(new Payment.Undone(refunded, sums.reserved() - minor, sums.reversed()));
        yield given.become(
            refunded == payment.amount().minor()
                ? PaymentState.REFUNDED
                : PaymentState.PARTIALLY_REFUNDED);
      }
    };
  }
}
