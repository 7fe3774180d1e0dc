package io.serai.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules see the same with the short way as with Camel's own. */
class FieldLanguageTest {

  private static final Map<String, Object> BODY =
      Map.of(
          "amount",
          1000L,
          "mti",
          "0100",
          "method",
          Map.of("type", "card", "bin", "411111", "Last-4", "1111"),
          "items",
          List.of("first", "second"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${body[mti]} in '0100,0101'",
        "${body[mti]} in '0200'",
        "${body[amount]} > 999",
        "${body[amount]} == 1000",
        "${body[method][bin]} startsWith '4'",
        "${body[method][bin]} regex '4[0-9]+'",
        "${body[method][type]} == 'card'",
        "${body[method][Last-4]} == '1111'",
        "${body[items][1]} == 'second'",
        "${body[absent]} == null",
        "${body[method][absent]} == 'x'",
        "${body[method][absent]} !regex 'x'",
        "${body[amount][absent]} == null",
        "${body.size} == 4"
      })
  void rulesMeanTheSame(String rule) {
    assertThat(matches(rule, true)).isEqualTo(matches(rule, false));
  }

  @Test
  void aFieldIsFound() {
    assertThat(matches("${body[method][bin]} == '411111'", true)).isEqualTo("true");
  }

  private static @Nullable String matches(String rule, boolean shortWay) {
    CamelContext context = new DefaultCamelContext();
    if (shortWay) {
      context.getRegistry().bind("bean-language", new FieldLanguage());
    }
    context.start();
    try {
      Exchange exchange = new DefaultExchange(context);
      exchange.getIn().setBody(BODY);
      var predicate = context.resolveLanguage("simple").createPredicate(rule);
      predicate.init(context);
      return String.valueOf(predicate.matches(exchange));
    } catch (RuntimeException e) {
      return e.getClass().getName();
    } finally {
      context.stop();
    }
  }
}
