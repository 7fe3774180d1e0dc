package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of DE39, DE37 and DE38 that docs/iso8583.md explains. */
class IsoAnswerTest {

  private final AnswerMapper answers =
      new AnswerMapper(Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "0100, approved, approved, -, -, 00",
        "0100, approved, approved, -, 10, 10",
        "0100, declined, card_declined, 51, -, 51",
        "0100, declined, card_declined, do_not_honor, -, 05",
        "0100, declined, card_declined, 00, -, 05",
        "0100, declined, card_declined, -, 14, 14",
        "0100, unknown, unknown, -, -, 91",
        "0100, pending, pending, -, -, 91",
        "0100, failed, no_provider, -, -, 91",
        "0200, failed, key_conflict, -, -, 94",
        "0100, declined, late, -, 00, 96",
        "0100, surprising, x, -, -, 96",
        "0400, approved, reversed, -, -, 00",
        "0401, pending, reversal_pending, -, -, 00",
        "0420, unknown, unknown, -, -, 00",
        "0420, failed, no_original, -, -, 25",
        "0420, failed, operation_not_supported, -, -, 12"
      })
  void de39SaysWhatTheTableSays(
      String mti, String outcome, String code, String decline, String response, String de39) {
    Map<String, Object> result = new HashMap<>();
    result.put("id", "pay_01JDABCDEF12");
    result.put("outcome", outcome);
    result.put("code", code);
    result.put("decline_code", decline);
    result.put("response_code", response);
    assertThat(answer(mti, result).field(39)).isEqualTo(de39);
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_FIELD, 30",
    "MALFORMED_BODY, 30",
    "OPERATION_NOT_SUPPORTED, 12",
    "OVERLOADED, 96",
    "JOURNAL_UNAVAILABLE, 96",
    "PROVIDERS_UNAVAILABLE, 91",
    "IDEMPOTENCY_KEY_REUSED, 94",
    "PAYMENT_NOT_FOUND, 25",
    "INTERNAL, 96",
    "CONFIGURATION, 96",
    "STATE_CONFLICT, 96"
  })
  void anErrorOfTheHubHasItsCode(ErrorCode error, String de39) {
    Exchange exchange = exchange("0100");
    exchange.setException(new SeraiException(error, "for a test"));
    answers.process(exchange);
    assertThat(exchange.getMessage().getBody(IsoMessage.class).field(39)).isEqualTo(de39);
  }

  @Test
  void everyErrorHasACode() {
    for (ErrorCode error : ErrorCode.values()) {
      assertThat(ResponseCodes.isTwoDigits(ResponseCodes.of(new SeraiException(error, "x"))))
          .isTrue();
    }
  }

  @Test
  void anApprovalWithoutReferenceAndCodeGetsThemFromThePayment() {
    IsoMessage answer = answer("0100", Map.of("id", "pay_01jdabcdef12", "outcome", "approved"));
    assertThat(answer.field(37)).isEqualTo("6034ABCDEF12");
    assertThat(answer.field(38)).isEqualTo("CDEF12");
    IsoMessage fromShortId =
        answer(
            "0100",
            Map.of(
                "id",
                "p1",
                "outcome",
                "approved",
                "approval_code",
                "77",
                "created_at",
                "2030-01-01T00:00:00Z"));
    assertThat(fromShortId.field(37)).isEqualTo("0001000000P1");
    assertThat(fromShortId.field(38)).isEqualTo("000077");
  }

  @Test
  void aDeclineHasNoApprovalCode() {
    assertThat(answer("0100", Map.of("id", "pay_1", "outcome", "declined")).has(38)).isFalse();
  }

  @Test
  void typesOfAnswers() {
    assertThat(Answers.mti("0101")).isEqualTo("0110");
    assertThat(Answers.mti("0421")).isEqualTo("0430");
    assertThat(Answers.mti("0800")).isEqualTo("0810");
    assertThat(Answers.mti("1804")).isEqualTo("1814");
    assertThat(Answers.mti("0280")).isEqualTo("0290");
  }

  private IsoMessage answer(String mti, Object body) {
    Exchange exchange = exchange(mti);
    exchange.getMessage().setBody(body);
    answers.process(exchange);
    return exchange.getMessage().getBody(IsoMessage.class);
  }

  private static Exchange exchange(String mti) {
    Link link = TestLinks.closed(TerminalsDouble.shipped());
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty(
        IsoCall.PROPERTY,
        new IsoCall(
            Samples.request(mti, 1).build(), new LinkConnection(link, new EmbeddedChannel())));
    return exchange;
  }
}
