package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers where the hub itself is the issuer (S4.3). */
class IssuerAnswerTest {

  private final AnswerMapper answers =
      new AnswerMapper(Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC));

  @Test
  void anApprovalHasTheDecisionsCodeAndNoPaymentBehindItThatALostAnswerWouldUndo() {
    IsoCall call = call("0100");
    IsoMessage answer = answer(call, approved(Map.of()));
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(answer.field(38)).isEqualTo("A1B2C3");
    assertThat(answer.field(4)).isEqualTo("000000001000");
    assertThat(answer.has(54)).isFalse();
    assertThat(call.approval()).isNull();
  }

  @Test
  void aPartHasItsAmountAndTheBalanceThatWasAskedFor() {
    IsoMessage answer =
        answer(
            call("0100"),
            approved(
                Map.of(
                    "response_code",
                    "10",
                    "approved_amount",
                    400L,
                    "available",
                    -50L,
                    "available_currency",
                    "JPY")));
    assertThat(answer.field(39)).isEqualTo("10");
    assertThat(answer.field(4)).isEqualTo("000000000400");
    assertThat(answer.field(54)).isEqualTo("0002392D000000000050");
    assertThat(answer(call("1100"), approved(Map.of("response_code", "10"))).field(39))
        .isEqualTo("002");
  }

  @Test
  void theBillingAmountOfAPartIsToldWithIt() {
    IsoCall call = call(Samples.request("0100", 1).set(6, "000000000900").set(51, "410"));
    IsoMessage answer =
        answer(
            call,
            approved(
                Map.of(
                    "response_code", "10",
                    "approved_amount", 400L,
                    "approved_billing_amount", 360L)));
    assertThat(answer.field(6)).isEqualTo("000000000360");
    assertThat(answer.field(51)).isEqualTo("410");
  }

  @ParameterizedTest
  @CsvSource({"0100, 00", "0100, 10", "0120, 00", "0220, 00"})
  void anApprovalThatNamesNoDecisionIsToldToNobody(String mti, String code) {
    Map<String, Object> forged = approved(Map.of("response_code", code));
    forged.remove("decided");
    assertThat(answer(call(mti), forged).field(39)).isEqualTo("96");
    assertThat(answer(call(mti), code).field(39)).isEqualTo("96");
  }

  @ParameterizedTest
  @CsvSource({"0100, 51, 51", "0100, 14, 14", "0420, 25, 25", "1420, 25, 914"})
  void aNoHasTheRulesCode(String mti, String code, String de39) {
    Map<String, Object> declined = new HashMap<>();
    declined.put("decided", "a-key");
    declined.put("outcome", "declined");
    declined.put("response_code", code);
    IsoMessage answer = answer(call(mti), declined);
    assertThat(answer.field(39)).isEqualTo(de39);
    assertThat(answer.has(38)).isFalse();
  }

  private static Map<String, Object> approved(Map<String, Object> more) {
    Map<String, Object> result = new HashMap<>();
    result.put("decided", "hld_1");
    result.put("hold", "hld_1");
    result.put("outcome", "approved");
    result.put("response_code", "00");
    result.put("approval_code", "A1B2C3");
    result.putAll(more);
    return result;
  }

  private IsoMessage answer(IsoCall call, Object body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty(IsoCall.PROPERTY, call);
    exchange.getMessage().setBody(body);
    answers.process(exchange);
    return Objects.requireNonNull(exchange.getMessage().getBody(IsoMessage.class));
  }

  private static IsoCall call(String mti) {
    return call(Samples.request(mti, 1));
  }

  private static IsoCall call(IsoMessage.Builder request) {
    Link link = TestLinks.closed(TerminalsDouble.shipped());
    return new IsoCall(request.build(), new LinkConnection(link, new EmbeddedChannel()));
  }
}
