package io.serai.subscription.internal;

import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.upkeep.DueRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer, product, plan or subscription as it stands on disk. Immutable.
 *
 * @param made what never changes
 * @param now what does
 * @param seq the number of its latest event; who moves it names it
 */
record Recurring(Made made, Standing now, int seq) implements DueRow {

  /** Money of what moves none. */
  private static final Money NO_MONEY = new Money(0, Currency.of("JPY"));

  /**
   * What never changes of one.
   *
   * @param id the hub's name for it, such as {@code sub_…}
   * @param fingerprint of the request that made it
   * @param request that request, with the provider's names for what it is about in {@code
   *     …_reference}
   * @param provider who has it
   * @param trace trace id
   */
  record Made(
      String id,
      Kind kind,
      String tenant,
      String fingerprint,
      Map<String, Object> request,
      String provider,
      String trace,
      Instant createdAt) {

    /** A field of the request as text, or null. */
    @Nullable String text(String name) {
      Object value = request.get(name);
      return value == null ? null : value.toString();
    }

    /** What a plan costs each time; nothing for what is no plan. */
    Money money() {
      return kind == Kind.PLAN ? money(request) : NO_MONEY;
    }

    private static Money money(Map<?, ?> from) {
      return new Money(
          from.get("amount") instanceof Number minor ? minor.longValue() : 0,
          Currency.of(String.valueOf(from.get("currency"))));
    }

    private Map<?, ?> fee() {
      return request.get("setup_fee") instanceof Map<?, ?> fee ? fee : Map.of();
    }

    /** Whether something is taken once before a subscription is made. */
    boolean hasFee() {
      return !fee().isEmpty();
    }

    /** What is taken once before a subscription is made. */
    Money feeMoney() {
      return money(fee());
    }

    /** How that is paid. */
    Map<String, Object> feeMethod() {
      Map<String, Object> method = new LinkedHashMap<>();
      if (fee().get("method") instanceof Map<?, ?> given) {
        given.forEach((name, value) -> method.put(String.valueOf(name), value));
      }
      return method;
    }
  }

  @Override
  public String id() {
    return made.id();
  }

  @Override
  public RecurringState state() {
    return now.state();
  }

  @Override
  public String title() {
    return "The " + name();
  }

  /** What the log and alarms call it. */
  String name() {
    return made.kind().word() + " " + made.id();
  }
}
