package io.serai.receipt;

import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import io.serai.provider.Rail;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a store said of one purchase, beside the outcome that its table makes of it. */
final class Evidence {

  private static final List<String> KEPT =
      List.of(
          "environment",
          "app",
          "product",
          "transaction",
          "original_transaction",
          "order_id",
          "purchased",
          "expires",
          "acknowledged",
          "quantity");

  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,18}");
  private static final int TOKEN_DIGITS = 32;

  private volatile Map<String, Object> heard = Map.of();

  /** The store, overheard. */
  Provider listening(Provider store) {
    return new Provider(
        store.definition(), new Overheard(store.rail(), what -> heard = what), store.table());
  }

  private record Overheard(Rail rail, java.util.function.Consumer<Map<String, Object>> ear)
      implements Rail {

    @Override
    public CompletableFuture<Map<String, Object>> send(ProviderCall call, SendBy sendBy) {
      return rail.send(call, sendBy)
          .thenApply(
              evidence -> {
                ear.accept(evidence);
                return evidence;
              });
    }
  }

  /**
   * What it comes to.
   *
   * @param purchase names a purchase that the store gave no transaction of (S1.52), or null
   */
  Receipt.Verdict verdict(Outcome outcome, @Nullable String purchase, Instant now) {
    return switch (outcome.kind()) {
      case APPROVED -> approved(purchase, now);
      case DECLINED ->
          new Receipt.Verdict(
              ReceiptState.REFUSED, outcome.code(), facts(), "true".equals(heard.get("ends")));
      case PENDING -> new Receipt.Verdict(ReceiptState.PENDING, outcome.code(), facts(), false);
      case NOT_SENT, UNKNOWN -> Receipt.Verdict.unknown(outcome.code());
    };
  }

  private Receipt.Verdict approved(@Nullable String purchase, Instant now) {
    Map<String, String> facts = facts();
    String expires = facts.get("expires");
    Optional<Instant> end = expires == null ? Optional.empty() : instant(expires);
    if (expires != null && end.isEmpty()) {
      return Receipt.Verdict.unknown("unreadable_expiry");
    }
    if (!facts.containsKey("transaction")) {
      if (purchase == null) {
        return Receipt.Verdict.unknown("no_transaction");
      }
      String name = "token-" + purchase.substring(0, Math.min(TOKEN_DIGITS, purchase.length()));
      facts.put("transaction", expires == null ? name : name + "@" + expires);
    }
    Object word = heard.get("code");
    var verdict =
        new Receipt.Verdict(ReceiptState.VERIFIED, word == null ? "" : "" + word, facts, false);
    // It is never computed (S1.19), only compared with the present (S1.38).
    return end.filter(at -> !at.isAfter(now)).isPresent()
        ? verdict.refused("expired", Map.of())
        : verdict;
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String name : KEPT) {
      Object value = heard.get(name);
      if (value != null && !value.toString().isEmpty()) {
        facts.put(name, value.toString());
      }
    }
    return facts;
  }

  /** The instant that a store means: milliseconds since 1970 (Apple), or RFC 3339 (Google). */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          MILLIS.matcher(text).matches()
              ? Instant.ofEpochMilli(Long.parseLong(text))
              : Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
