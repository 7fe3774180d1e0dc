package io.serai.issuing.internal;

import io.serai.issuing.CardRequest;
import io.serai.issuing.CardTokens;
import io.serai.journal.SharedTime;
import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes a request of an exchange: who asks as its entry has it, what is asked from the body. */
final class CardRequests {

  /** DE39 of an advice of an approval, as 1987 and 1993 have it. */
  private static final Set<String> APPROVALS =
      Set.of("00", "08", "10", "11", "16", "000", "001", "002", "003", "005");

  private static final int BIN = 8;
  private static final String CREDIT = "20";

  private final CardTokens tokens;
  private final UnaryOperator<String> keyed;
  private final SharedTime time;

  CardRequests(CardTokens tokens, UnaryOperator<String> keyed, SharedTime time) {
    this.tokens = tokens;
    this.keyed = keyed;
    this.time = time;
  }

  /**
   * The request of an exchange.
   *
   * @throws SeraiException naming the field that is wrong
   */
  CardRequest of(IssuingStep step, Exchange exchange) {
    CardFields fields = CardFields.of(exchange.getMessage().getBody());
    CardNumber card = fields.card();
    CardRequest.Kind kind = kind(step, fields.required("mti"));
    if (card == null && kind != CardRequest.Kind.REVERSAL) {
      throw SeraiException.invalid("method.pan", "is missing");
    }
    String fingerprint = text(exchange, ExchangeKeys.FINGERPRINT);
    Instant arrived =
        time.clock().instant().minusMillis(Math.max(0, exchange.getClock().elapsed()));
    return new CardRequest(
        kind,
        required(exchange, ExchangeKeys.KEY),
        fingerprint.isEmpty() ? "" : keyed.apply(fingerprint),
        fields.text("original_key"),
        card == null ? "" : tokens.of(card),
        fields.amount(),
        fields.billing(),
        fields.minor("replacement_amount"),
        from(exchange),
        fields.merchant(),
        fields.presented(),
        fields.wishes(),
        fields.expiry(),
        fields.text("approval_code"),
        fields.text("rrn"),
        arrived,
        answerBy(kind, arrived, exchange.getProperty(ExchangeKeys.ANSWER_WITHIN, Duration.class)));
  }

  /** Whether it is the advice of a decline, of which nothing is held. */
  boolean wasDeclinedElsewhere(Exchange exchange) {
    return exchange.getMessage().getBody() instanceof Map<?, ?> body
        && body.get("advised_code") instanceof String code
        && !APPROVALS.contains(code);
  }

  /** Whether the merchant gives money back, which moves with the message (DE3 20). */
  boolean isCredit(CardRequest request, Exchange exchange) {
    return (request.kind() == CardRequest.Kind.PURCHASE
            || request.kind() == CardRequest.Kind.COMPLETION)
        && exchange.getMessage().getBody() instanceof Map<?, ?> body
        && body.get("processing_code") instanceof String code
        && code.startsWith(CREDIT);
  }

  /** What the card number begins with, as far as BINs go; empty where there is none. */
  String beginning(Exchange exchange) {
    CardNumber card = CardFields.of(exchange.getMessage().getBody()).card();
    return card == null ? "" : card.digits().substring(0, Math.min(BIN, card.digits().length()));
  }

  private static CardRequest.Kind kind(IssuingStep step, String mti) {
    return switch (step) {
      case AUTHORIZE ->
          mti.charAt(1) == '2' ? CardRequest.Kind.PURCHASE : CardRequest.Kind.AUTHORIZATION;
      case ADVICE -> CardRequest.Kind.ADVICE;
      // Somebody waits for what a 0200 is answered; a 0220 only tells.
      case COMPLETE ->
          mti.charAt(2) == '0' ? CardRequest.Kind.PURCHASE : CardRequest.Kind.COMPLETION;
      case REVERSE -> CardRequest.Kind.REVERSAL;
    };
  }

  /** What only tells, or takes back, is done however late it is. */
  private static @Nullable Instant answerBy(
      CardRequest.Kind kind, Instant arrived, @Nullable Duration within) {
    return switch (kind) {
      case AUTHORIZATION, PURCHASE -> within == null ? null : arrived.plus(within);
      case ADVICE, COMPLETION, REVERSAL -> null;
    };
  }

  private static CardRequest.From from(Exchange exchange) {
    String set = exchange.getContext().getGlobalOption(ExchangeKeys.SET_HASH);
    String route = exchange.getFromRouteId();
    return new CardRequest.From(
        required(exchange, ExchangeKeys.TENANT),
        text(exchange, ExchangeKeys.LINK),
        route == null ? "" : route,
        set == null ? "" : set,
        text(exchange, ExchangeKeys.TRACE));
  }

  private static String required(Exchange exchange, String name) {
    String value = text(exchange, name);
    if (value.isEmpty()) {
      throw new SeraiException(
          ErrorCode.INTERNAL, "the entry did not say " + name + ", which an issuing step needs");
    }
    return value;
  }

  private static String text(Exchange exchange, String name) {
    String value = exchange.getProperty(name, String.class);
    return value == null ? "" : value;
  }
}
