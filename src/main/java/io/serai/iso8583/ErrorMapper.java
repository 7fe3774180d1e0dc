package io.serai.iso8583;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The bean {@code iso8583Error}: makes the answer of the exception that an onException caught. */
final class ErrorMapper implements Processor {

  private final AnswerMapper answers;

  ErrorMapper(AnswerMapper answers) {
    this.answers = answers;
  }

  @Override
  public void process(Exchange exchange) {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    IsoCall call = IsoCall.of(exchange);
    if (failure != null && call.answer() == null) {
      call.answer(answers.failed(exchange, failure));
    }
    answers.process(exchange);
  }
}
