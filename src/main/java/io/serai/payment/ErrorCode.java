package io.serai.payment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Stable codes of everything that can go wrong; callers may switch on {@link #wire()}. The client's
 * jar has this very class, so it uses the JDK alone, and may be used under the Apache License 2.0
 * too (decision 0083).
 */
public enum ErrorCode {
  /** A field is missing, of the wrong kind, or has a value that cannot be. */
  INVALID_FIELD(Category.INVALID),
  /** The body is not what its content type says. */
  MALFORMED_BODY(Category.INVALID),
  /** The request is not HTTP that the hub understands. */
  MALFORMED_REQUEST(Category.INVALID),
  /** The body is longer than the entry takes. */
  BODY_TOO_LARGE(Category.INVALID),
  /** The body is of a content type that the entry does not take. */
  CONTENT_TYPE_REFUSED(Category.INVALID),
  /** The sealed body cannot be opened, or is not this request's (S3.12). */
  PAYLOAD_REFUSED(Category.INVALID),
  /** A card number stands where only tokens may (S1.25). */
  CARD_NUMBER_REFUSED(Category.INVALID),
  /** The provider cannot do this operation (S1.7). */
  OPERATION_NOT_SUPPORTED(Category.INVALID),
  /** The request asks for a provider that there is not, or that its route does not ask. */
  UNKNOWN_PROVIDER(Category.INVALID),
  /** No provider of the route accepts the card's brand (S1.12). */
  BRAND_NOT_ACCEPTED(Category.INVALID),
  /** No provider of the route takes the currency. */
  CURRENCY_NOT_SUPPORTED(Category.INVALID),
  /** No provider of the route serves the market (S1.6). */
  MARKET_NOT_SERVED(Category.INVALID),
  /** A POST came without an idempotency key. */
  IDEMPOTENCY_KEY_MISSING(Category.INVALID),
  /** The key was used before for another request. */
  IDEMPOTENCY_KEY_REUSED(Category.CONFLICT),
  /** The payment's state does not allow it. */
  STATE_CONFLICT(Category.CONFLICT),
  /** The payer has not approved the order at the provider (S2.19). */
  ORDER_NOT_APPROVED(Category.CONFLICT),
  /** A refund asks for more than is left. */
  REFUND_EXCEEDS_CHARGE(Category.CONFLICT),
  /** There is no such payment for this tenant. */
  PAYMENT_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such order for this tenant. */
  ORDER_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such customer for this tenant. */
  CUSTOMER_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such product for this tenant. */
  PRODUCT_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such plan for this tenant. */
  PLAN_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such subscription for this tenant. */
  SUBSCRIPTION_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such card for this tenant. */
  CARD_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such alarm. */
  ALARM_NOT_FOUND(Category.NOT_FOUND),
  /** No difference of that number is open in what providers answer (S1.45). */
  DIFFERENCE_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such provider. */
  PROVIDER_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such case of an unknown outcome. */
  RESOLUTION_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such bulk refund. */
  BULK_REFUND_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such endpoint of webhooks. */
  WEBHOOK_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such notice of a provider. */
  NOTICE_NOT_FOUND(Category.NOT_FOUND),
  /** The registry has no such merchant. */
  MERCHANT_NOT_FOUND(Category.NOT_FOUND),
  /** The registry has no such terminal. */
  TERMINAL_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such clearing file. */
  CLEARING_FILE_NOT_FOUND(Category.NOT_FOUND),

  /** There is no such record of a clearing file. */
  CLEARING_RECORD_NOT_FOUND(Category.NOT_FOUND),
  /** There is no such path. */
  PATH_NOT_FOUND(Category.NOT_FOUND),
  /** The path has no such method. */
  METHOD_NOT_ALLOWED(Category.NOT_FOUND),
  /** The credential is missing or wrong. */
  UNAUTHORIZED(Category.UNAUTHORIZED),
  /** The signature of a webhook is not its provider's, or its time has passed. */
  SIGNATURE_REFUSED(Category.UNAUTHORIZED),
  /** The credential is right, but its role does not allow it. */
  FORBIDDEN(Category.UNAUTHORIZED),
  /** The registry has no such merchant, or it is blocked (S3.9). */
  MERCHANT_REFUSED(Category.UNAUTHORIZED),
  /** The merchant has no such terminal, it is blocked, or it did not prove that it is the one. */
  TERMINAL_REFUSED(Category.UNAUTHORIZED),
  /** A provider declined. */
  DECLINED(Category.DECLINED),
  /** There is no such receipt of this tenant. */
  RECEIPT_NOT_FOUND(Category.NOT_FOUND),
  /** The receipt is none of the store's, or was changed (S1.46). */
  RECEIPT_FORGED(Category.INVALID),
  /** The store's transaction was used before (S1.38). */
  RECEIPT_USED(Category.CONFLICT),
  /** The purchase is not to be granted; {@code decline_code} says why (S1.90). */
  RECEIPT_REFUSED(Category.DECLINED),
  /** The store has disowned a purchase that it had vouched for (S1.47). */
  RECEIPT_ENDED(Category.DECLINED),
  /** Nobody knows yet; nothing is granted, and the same key asks again. */
  RECEIPT_UNKNOWN(Category.UNAVAILABLE),
  /** The provider's keys cannot be had just now, so that its webhook is to be sent again. */
  SIGNATURE_UNCHECKED(Category.UNAVAILABLE),
  /** No provider could be reached; nothing was charged, and the same key may be tried again. */
  PROVIDERS_UNAVAILABLE(Category.UNAVAILABLE),
  /** The hub is starting or stopping; nothing was charged. */
  NOT_READY(Category.UNAVAILABLE),
  /** The hub takes no more work just now; nothing was charged. */
  OVERLOADED(Category.UNAVAILABLE),
  /**
   * A cap of {@code caps.yaml} is reached; nothing was charged or refunded, and the key is free.
   */
  CAP_EXCEEDED(Category.UNAVAILABLE),
  /** The journal cannot be written just now; nothing was sent. */
  JOURNAL_UNAVAILABLE(Category.UNAVAILABLE),
  /** A file of the configuration is wrong. */
  CONFIGURATION(Category.OPERATOR),
  /** A defect of the hub. */
  INTERNAL(Category.OPERATOR);

  /** Who can do something about it. */
  public enum Category {
    /** The caller sent something wrong. */
    INVALID,
    /** The caller asks for what contradicts what stands. */
    CONFLICT,
    /** The caller names something that is not there. */
    NOT_FOUND,
    /** The caller did not prove who it is. */
    UNAUTHORIZED,
    /** A provider said no. */
    DECLINED,
    /** Later it may work. */
    UNAVAILABLE,
    /** Somebody who runs the hub must act. */
    OPERATOR
  }

  private static final Map<String, ErrorCode> BY_WIRE =
      Arrays.stream(values()).collect(Collectors.toMap(ErrorCode::wire, Function.identity()));

  private final Category category;

  ErrorCode(Category category) {
    this.category = category;
  }

  /** Who can do something about it. */
  public Category category() {
    return category;
  }

  /** The code of a word on the wire; empty if there is none, as for one of a newer hub. */
  public static Optional<ErrorCode> of(String wire) {
    return Optional.ofNullable(BY_WIRE.get(wire));
  }

  /** The code on the wire, such as {@code invalid_field}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
