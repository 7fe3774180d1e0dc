package io.serai.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a provider can be asked to do. */
public enum Operation {
  /** Hold money. */
  AUTHORIZE,
  /** Take money that was held. */
  CAPTURE,
  /** Authorize and capture at once. */
  CHARGE,
  /** Give money back that was taken. */
  REFUND,
  /** Give up a hold. */
  VOID,
  /** The network cancel of a request whose outcome is unknown. */
  REVERSAL,
  /** Ask what became of a request. */
  INQUIRY,
  /** Check a store's receipt. */
  VERIFY,
  /** Set up what the payer approves at the provider; no money moves by it. */
  PREPARE,
  /** Make a customer known, with how it pays. */
  CUSTOMER,
  /** Make a product known. */
  PRODUCT,
  /** Make a price known that is paid again and again. */
  PLAN,
  /** Begin a subscription to a plan. */
  SUBSCRIBE,
  /** Ask how a subscription stands. */
  SUBSCRIPTION,
  /** End a subscription. */
  UNSUBSCRIBE,
  /** Put a subscription on another plan (S1.53). */
  CHANGE_PLAN;

  /** The operation of a word such as {@code charge}. */
  @JsonCreator
  public static Operation of(String word) {
    return Arrays.stream(values())
        .filter(o -> o.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                SeraiException.invalid(
                    "operation",
                    "'"
                        + Printable.of(word)
                        + "' is none of "
                        + Arrays.stream(values())
                            .map(Operation::word)
                            .collect(Collectors.joining(", "))));
  }

  /** The word in YAML, the API and the journal. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it begins a payment, so that its unknown outcome is reversed rather than repeated. */
  public boolean beginsPayment() {
    return this == AUTHORIZE || this == CHARGE;
  }
}
