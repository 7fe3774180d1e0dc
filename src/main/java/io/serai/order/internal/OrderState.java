package io.serai.order.internal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The one state of an order, and the only place that says which changes are allowed. */
enum OrderState {
  /** Priced; the provider does not have it yet, or nobody knows whether it has. */
  CREATED,
  /** The payer is to approve it at the provider. */
  WAITING_FOR_APPROVAL,
  /** The provider says that the payer has approved it. */
  APPROVED,
  /** The engine was asked to take the money. */
  CAPTURING,
  /** The money is taken. */
  CAPTURED,
  /** The web-order service has it: the end. */
  ORDERED,
  /** It could not be created, and the money is being given back. */
  REFUNDING,
  /** The money is given back. */
  REFUNDED,
  /** Nothing was taken: the provider said no. */
  FAILED,
  /** Nothing was taken: nobody approved in time, or it could not be taken in time. */
  EXPIRED,
  /** A person has to see to it (S1.31). */
  BY_HAND;

  /** The word in the API and in the database. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static OrderState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether an order may go from this state to the other; staying is always allowed. */
  boolean mayBecome(OrderState next) {
    return next == this || nexts().contains(next);
  }

  private Set<OrderState> nexts() {
    return switch (this) {
      case CREATED -> EnumSet.of(WAITING_FOR_APPROVAL, FAILED, EXPIRED);
      case WAITING_FOR_APPROVAL -> EnumSet.of(APPROVED, EXPIRED);
      case APPROVED -> EnumSet.of(CAPTURING);
      case CAPTURING -> EnumSet.of(CAPTURED, FAILED, EXPIRED, BY_HAND);
      case CAPTURED -> EnumSet.of(ORDERED, REFUNDING, BY_HAND);
      case REFUNDING -> EnumSet.of(REFUNDED, BY_HAND);
      case BY_HAND -> EnumSet.of(CAPTURED, REFUNDING, ORDERED, REFUNDED, FAILED);
      case ORDERED, REFUNDED, FAILED, EXPIRED -> EnumSet.noneOf(OrderState.class);
    };
  }

  /** Whether the payer's approval is known and nothing went wrong since. */
  boolean isApproved() {
    return this == APPROVED || this == CAPTURING || this == CAPTURED || this == ORDERED;
  }
}
