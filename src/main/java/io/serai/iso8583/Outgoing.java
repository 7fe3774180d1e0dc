package io.serai.iso8583;

import io.serai.payment.LinkTrace;
import io.serai.payment.SendBy;
import org.jspecify.annotations.Nullable;

/**
 * A request of ours that is to go out over a link.
 *
 * @param request as the caller has it
 * @param trace the numbers that it goes out under; null for the next ones, or for its own
 * @param keepsTrace whether it goes out under its own
 * @param reference what the caller calls it, or null
 * @param sendBy after it nothing of it is sent; null where only the link's time-out counts
 */
record Outgoing(
    IsoMessage request,
    @Nullable LinkTrace trace,
    boolean keepsTrace,
    @Nullable String reference,
    @Nullable SendBy sendBy) {

  /** One that is no attempt at a payment. */
  Outgoing(IsoMessage request, boolean keepsTrace, @Nullable String reference) {
    this(request, null, keepsTrace, reference, null);
  }

  /** Whether its time has passed. */
  boolean isTooLate() {
    return sendBy != null && sendBy.hasPassed();
  }

  /** The message as it goes out. */
  IsoMessage message(Traces traces) throws NotSentException {
    return keepsTrace ? request : Traces.set(request, trace == null ? traces.next() : trace);
  }
}
