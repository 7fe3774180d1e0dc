package io.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.provider.MoneyText.UnpayableAmount;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts as decimal text, exactly. */
class MoneyTextTest {

  @ParameterizedTest
  @CsvSource({
    "1000, USD, 10.00",
    "1, USD, 0.01",
    "1000, JPY, 1000",
    "1234, KWD, 1.234",
    "2000, TWD, 20",
    "100, HUF, 1",
    "9007199254740993, USD, 90071992547409.93", // one more than a double can tell
    "9223372036854775807, USD, 92233720368547758.07"
  })
  void anAmountIsWrittenByItsCurrency(long minor, String currency, String text) throws Exception {
    assertThat(text(minor, currency)).isEqualTo(text);
  }

  @Test
  void aPartOfAUnitThatTheProviderDoesNotTakeIsRefused() {
    assertThatThrownBy(() -> text(2050, "TWD"))
        .isInstanceOf(UnpayableAmount.class)
        .hasMessage("the provider takes no decimals of TWD");
  }

  private static Object text(long minor, String currency) throws Exception {
    MoneyText writer = new MoneyText();
    writer.setWithoutDecimals("HUF, TWD");
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(Map.of("amount", minor, "currency", currency));
    writer.process(exchange);
    return exchange.getVariable(MoneyText.AMOUNT_TEXT);
  }
}
