package io.serai.client;

import org.jspecify.annotations.Nullable;

/**
 * What is to be given back. Immutable.
 *
 * @param amount in minor units; null for all that is left
 * @param reason for the record, or null
 */
public record RefundRequest(@Nullable Long amount, @Nullable String reason) {

  /** All that is left. */
  public static RefundRequest all() {
    return new RefundRequest(null, null);
  }

  /** A part, in minor units. */
  public static RefundRequest of(long amount) {
    return new RefundRequest(amount, null);
  }

  /** The same with a reason. */
  public RefundRequest because(String why) {
    return new RefundRequest(amount, why);
  }
}
