package io.serai.subscription.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import java.util.Arrays;
import java.util.Locale;

/** What can be made at a provider; a plan is of a product, a subscription to a plan. */
enum Kind {
  CUSTOMER("cus_", Operation.CUSTOMER),
  PRODUCT("prd_", Operation.PRODUCT),
  PLAN("pln_", Operation.PLAN),
  SUBSCRIPTION("sub_", Operation.SUBSCRIBE);

  private final String prefix;
  private final Operation operation;

  Kind(String prefix, Operation operation) {
    this.prefix = prefix;
    this.operation = operation;
  }

  /** What its ids begin with. */
  String prefix() {
    return prefix;
  }

  /** What makes it. */
  Operation operation() {
    return operation;
  }

  /** The word in the API and in the database. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static Kind madeBy(Operation operation) {
    return Arrays.stream(values())
        .filter(kind -> kind.operation == operation)
        .findFirst()
        .orElseThrow(
            () -> new SeraiException(ErrorCode.INTERNAL, operation.word() + " makes nothing"));
  }

  /** That the tenant has none of that id. */
  SeraiException notFound() {
    return new SeraiException(
        ErrorCode.valueOf(name() + "_NOT_FOUND"), "there is no such " + word());
  }
}
