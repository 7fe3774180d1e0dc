package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardTokens;
import io.serai.issuing.EntryMode;
import io.serai.payment.CardNumber;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.Money;
import io.serai.routing.test.JournalsInMemory;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an exchange becomes a request, without the card number (S4.3, I8). */
class CardRequestsTest {

  private static final CardNumber CARD = CardNumber.of("4111111111111111", "pan");

  private final CardTokens tokens = new CardTokens(JournalsInMemory.fresh());
  private final CardRequests requests =
      new CardRequests(
          tokens, text -> "keyed " + text, () -> Clock.fixed(Fixture.NOW, ZoneOffset.UTC));

  @Test
  void whatTheEntryAndTheBodySayIsTaken() {
    Map<String, Object> body = body("0100");
    body.put("billing_amount", 900L);
    body.put("billing_currency", "KRW");
    body.put("merchant_category", "5411");
    body.put("merchant_country", "KR");
    body.put("entry_mode", "contactless");
    body.put("pin_entered", true);
    body.put("partial_allowed", true);
    CardRequest request = requests.of(IssuingStep.AUTHORIZE, exchange(body));
    assertThat(request.kind()).isEqualTo(CardRequest.Kind.AUTHORIZATION);
    assertThat(request.key()).isEqualTo("a-key");
    assertThat(request.fingerprint()).isEqualTo("keyed print");
    assertThat(request.token()).isEqualTo(tokens.of(CARD)).doesNotContain("1111111111");
    assertThat(request.amount()).isEqualTo(new Money(1000, Fixture.JPY));
    assertThat(request.billing()).isEqualTo(new Money(900, io.serai.payment.Currency.of("KRW")));
    assertThat(request.merchant())
        .isEqualTo(new CardRequest.Merchant("MERCHANT01", "TERM0001", "5411", "KR"));
    assertThat(request.presented())
        .isEqualTo(new CardRequest.Presented(EntryMode.CONTACTLESS, true));
    assertThat(request.wishes()).isEqualTo(new CardRequest.Wishes(true, false, false, false));
    assertThat(request.expiry()).isEqualTo(YearMonth.of(2030, 12));
    assertThat(request.origin().tenant()).isEqualTo("acme");
    assertThat(request.origin().link()).isEqualTo("card-network");
    assertThat(request.answerBy()).isEqualTo(request.arrivedAt().plusSeconds(4));
    assertThat(request.toString()).doesNotContain(CARD.digits());
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHORIZE, 0100, AUTHORIZATION, true",
    "AUTHORIZE, 0200, PURCHASE, true",
    "COMPLETE, 0200, PURCHASE, true",
    "COMPLETE, 0220, COMPLETION, false",
    "ADVICE, 0120, ADVICE, false",
    "REVERSE, 0400, REVERSAL, false"
  })
  void whatOnlyTellsOrTakesBackIsDoneHoweverLateItIs(
      IssuingStep step, String mti, CardRequest.Kind kind, boolean waits) {
    CardRequest request = requests.of(step, exchange(body(mti)));
    assertThat(request.kind()).isEqualTo(kind);
    assertThat(request.answerBy() != null).isEqualTo(waits);
  }

  @Test
  void aReversalNeedsNoCardAndNoCurrency() {
    Map<String, Object> body = body("0400");
    body.remove("method");
    body.remove("currency");
    assertThat(requests.of(IssuingStep.REVERSE, exchange(body)).token()).isEmpty();
    body.put("card", CARD);
    assertThat(requests.of(IssuingStep.REVERSE, exchange(body)).token()).isEqualTo(tokens.of(CARD));
  }

  @Test
  void whatIsMissingIsNamed() {
    Map<String, Object> body = body("0100");
    body.remove("method");
    assertThatThrownBy(() -> requests.of(IssuingStep.AUTHORIZE, exchange(body)))
        .hasMessage("method.pan: is missing");
    Map<String, Object> unnamed = body("0100");
    unnamed.remove("merchant");
    assertThatThrownBy(() -> requests.of(IssuingStep.AUTHORIZE, exchange(unnamed)))
        .hasMessage("merchant: is missing");
    assertThatThrownBy(() -> requests.of(IssuingStep.AUTHORIZE, exchange("57")))
        .hasMessage("an issuing step needs the neutral request, which is a map");
    Exchange nobody = exchange(body("0100"));
    nobody.removeProperty(ExchangeKeys.KEY);
    assertThatThrownBy(() -> requests.of(IssuingStep.AUTHORIZE, nobody))
        .hasMessage("the entry did not say serai.key, which an issuing step needs");
  }

  @Test
  void anAdviceOfADeclineIsKnownByItsCode() {
    for (String code : List.of("05", "51", "100")) {
      Map<String, Object> body = body("0120");
      body.put("advised_code", code);
      assertThat(requests.wasDeclinedElsewhere(exchange(body))).isTrue();
    }
    assertThat(requests.wasDeclinedElsewhere(exchange(body("0120")))).isFalse();
  }

  @Test
  void aDecisionIsTheSameAfterItWasKept() throws Exception {
    ObjectMapper json = new ObjectMapper();
    CardDecision decision =
        new CardDecision("10", "balance", 400, "A1B2C3", 0L, "hld_1", Fixture.JPY);
    String kept = json.writeValueAsString(decision);
    assertThat(json.readValue(kept, CardDecision.class)).isEqualTo(decision);
    CardDecision older =
        json.readValue(
            "{\"responseCode\":\"00\",\"reason\":\"x\",\"approvedMinor\":1}", CardDecision.class);
    assertThat(older.currency()).isNull();
  }

  private static Map<String, Object> body(String mti) {
    Map<String, Object> body = new HashMap<>();
    body.put("mti", mti);
    body.put("amount", 1000L);
    body.put("currency", "JPY");
    body.put("merchant", "MERCHANT01");
    body.put("terminal", "TERM0001");
    body.put("method", Map.of("type", "card", "pan", CARD, "expiry", "3012"));
    return body;
  }

  private static Exchange exchange(Object body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(body);
    exchange.setProperty(ExchangeKeys.TENANT, "acme");
    exchange.setProperty(ExchangeKeys.LINK, "card-network");
    exchange.setProperty(ExchangeKeys.KEY, "a-key");
    exchange.setProperty(ExchangeKeys.FINGERPRINT, "print");
    exchange.setProperty(ExchangeKeys.ANSWER_WITHIN, Duration.ofSeconds(4));
    return exchange;
  }
}
