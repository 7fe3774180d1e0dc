package io.serai.payment;

import java.util.Locale;

/** What a journal entry tells; also the name of its event on Kafka. */
public enum EventKind {
  /** The intent: an attempt is about to be sent. */
  ATTEMPT_STARTED,
  /** The outcome of an attempt. */
  ATTEMPT_ENDED,
  /** An answer that came after its attempt had been given up as unknown. */
  LATE_ANSWER,
  /** Whoever asked for the payment has taken it back, whole or in part. */
  REVERSAL_REQUESTED,
  /** A reversal came whose original was never seen. */
  REVERSAL_WITHOUT_ORIGINAL,
  /** A refund is accepted and its amount reserved; it waits for a cap, or to be tried again. */
  REFUND_QUEUED,
  /** The upstream has acknowledged the payment. */
  CONFIRMED;

  /** The word in the journal and, behind {@code io.serai.payment.}, in events. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The CloudEvents type. */
  public String type() {
    return "io.serai.payment." + word() + ".v1";
  }
}
