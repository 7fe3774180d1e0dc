package io.serai.engine.internal.caps;

import io.serai.payment.Currency;
import io.serai.payment.Operation;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code caps.yaml}.
 *
 * @param scope whose operations it counts
 * @param name which tenant, provider or route; {@code *} is each by itself
 * @param operation charge (with authorize) or refund
 * @param per over how long
 * @param count how many at the most, or null
 * @param sum how many minor units at the most, or null
 * @param currency counts only operations in it; null counts all
 * @param queue whether what is past it waits rather than being refused
 */
record Cap(
    Scope scope,
    String name,
    Operation operation,
    Per per,
    @Nullable Long count,
    @Nullable Long sum,
    @Nullable Currency currency,
    boolean queue) {

  static final String EACH = "*";

  /** What it counts for one of its kind; usage is kept under it, so it holds no limit. */
  String key(String of) {
    String key = operation.word() + "/" + per.word() + "/" + scope.word() + "/" + of;
    return currency == null ? key : key + "/" + currency;
  }

  boolean counts(Currency other) {
    return currency == null || currency.equals(other);
  }
}
