package io.serai.journal;

import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import org.jspecify.annotations.Nullable;

/**
 * An entry to be written.
 *
 * @param kind its kind
 * @param facts what it says of an attempt
 * @param answer the final answer to a caller, as JSON, if this entry settles it
 * @param subject whose answer that is: the payment's id or a refund's; null without answer
 */
public record NewEntry(
    EventKind kind, EventData.Facts facts, @Nullable String answer, @Nullable String subject) {

  /** An entry that settles nobody's answer. */
  public NewEntry(EventKind kind, EventData.Facts facts) {
    this(kind, facts, null, null);
  }
}
