package io.serai.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The one state of a payment, and the only place that says which changes are allowed (I2). */
public enum PaymentState {
  /** It may have happened; it is being resolved. */
  UNKNOWN,
  /** Under way, or waiting for the payer or the provider. */
  PENDING,
  /** The provider did it. */
  APPROVED,
  /** A part of it was given back. */
  PARTIALLY_REFUNDED,
  /** All of it was given back. */
  REFUNDED,
  /** A provider said no. */
  DECLINED,
  /** It was undone before it counted. */
  REVERSED,
  /** The payer did not act in time. */
  EXPIRED,
  /** Nothing was ever charged. */
  FAILED;

  private static final Set<PaymentState> ENDS =
      EnumSet.of(APPROVED, DECLINED, REVERSED, EXPIRED, FAILED);

  /** The state of a word such as {@code approved}. */
  @JsonCreator
  public static PaymentState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The word in the journal, in events and in the API. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the answer to the payment's own request can no longer change. */
  public boolean isFinal() {
    return this != UNKNOWN && this != PENDING;
  }

  /** Whether the payment may go from this state to the other; staying is always allowed. */
  public boolean mayBecome(PaymentState next) {
    if (next == this) {
      return true;
    }
    return switch (this) {
      case PENDING -> next == UNKNOWN || ENDS.contains(next);
      case UNKNOWN -> next == PENDING || ENDS.contains(next);
      case APPROVED -> next == PARTIALLY_REFUNDED || next == REFUNDED || next == REVERSED;
      case PARTIALLY_REFUNDED -> next == REFUNDED;
      case REFUNDED, DECLINED, REVERSED, EXPIRED, FAILED -> false;
    };
  }

  /**
   * The next state, if the change is allowed.
   *
   * @throws SeraiException with {@link ErrorCode#STATE_CONFLICT} otherwise
   */
  public PaymentState become(PaymentState next) {
    if (!mayBecome(next)) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "a payment that is " + word() + " cannot become " + next.word());
    }
    return next;
  }
}
