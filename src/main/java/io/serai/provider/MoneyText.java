package io.serai.provider;

import io.serai.payment.Currency;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the amount of the provider call as decimal text, such as {@code 10.00} for 1000 USD, into
 * the variable {@code amount_text}; without floating point. A provider that takes no decimals of
 * some currencies, which ISO 4217 has, lists them; a part of a unit in one of them is not sent at
 * all. Thread-safe.
 */
public final class MoneyText implements Processor {

  /** The variable that is set. */
  public static final String AMOUNT_TEXT = "amount_text";

  private Set<String> withoutDecimals = Set.of();

  /** The amount cannot be said to this provider; nothing was sent. */
  static final class UnpayableAmount extends ConnectException {
    private static final long serialVersionUID = 1L;

    UnpayableAmount(String currency) {
      super("the provider takes no decimals of " + currency);
    }
  }

  /** The currencies of which it takes whole units only, separated by commas. */
  public void setWithoutDecimals(String currencies) {
    withoutDecimals =
        Arrays.stream(currencies.split(",", -1))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .map(one -> Currency.of(one).alphabetic())
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void process(Exchange exchange) throws UnpayableAmount {
    Map<?, ?> call = exchange.getMessage().getBody(Map.class);
    if (!(call.get("amount") instanceof Long minor)) {
      throw new IllegalStateException("the provider call has no amount");
    }
    exchange.setVariable(
        AMOUNT_TEXT, text(minor, Currency.of(String.valueOf(call.get("currency")))));
  }

  private String text(long minor, Currency currency) throws UnpayableAmount {
    BigDecimal amount = BigDecimal.valueOf(minor, currency.exponent());
    if (!withoutDecimals.contains(currency.alphabetic())) {
      return amount.toPlainString();
    }
    try {
      return amount.toBigIntegerExact().toString();
    } catch (ArithmeticException e) {
      throw new UnpayableAmount(currency.alphabetic());
    }
  }
}
