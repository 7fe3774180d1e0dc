package io.serai.rest;

import io.serai.payment.CardNumber;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a program is told of a card that was given out: its number in a sealed answer alone. */
final class CardAnswer {

  private static final String NUMBER = "number";

  private CardAnswer() {}

  static Message issued(Exchange exchange, Contract.Operation operation, Map<?, ?> result) {
    Map<Object, Object> told = new LinkedHashMap<>(result);
    Object number = told.remove(NUMBER);
    if (exchange.getProperty(Sealing.KEY) != null && number instanceof CardNumber card) {
      told.put(NUMBER, card.digits());
    }
    Message answer = Answers.json(exchange, 201, operation.answer().of(told));
    answer.setHeader("Location", "/v1/cards/" + result.get("id"));
    return answer;
  }
}
