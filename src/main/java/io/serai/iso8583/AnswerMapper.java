package io.serai.iso8583;

import io.serai.payment.SeraiException;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code iso8583Answer}: makes the ISO 8583 answer of what a route left: the engine's or
 * the issuer's result, a text of two digits for DE39, or an exception. Only such a result can
 * approve. Its steps may run again on the same exchange; an answer that stands is kept.
 */
final class AnswerMapper implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerMapper.class);
  private static final char NETWORK_MANAGEMENT = '8';

  private final ResultMapper results;

  AnswerMapper(Clock clock) {
    this.results = new ResultMapper(clock);
  }

  @Override
  public void process(Exchange exchange) {
    exchange.getMessage().setBody(finish(exchange));
  }

  /** The answer to the exchange's request, whatever happened to it. */
  IsoMessage finish(Exchange exchange) {
    IsoCall call = IsoCall.of(exchange);
    IsoMessage answered = call.answer();
    if (answered != null) {
      return answered;
    }
    Exception failure = exchange.getException();
    return call.answer(
        failure != null
            ? failed(exchange, failure)
            : ofBody(call, exchange.getMessage().getBody()));
  }

  /** The answer to an exchange that failed with an exception. */
  IsoMessage failed(Exchange exchange, Exception failure) {
    IsoCall call = IsoCall.of(exchange);
    results.undoUnansweredApproval(call, exchange.getMessage().getBody());
    if (failure instanceof SeraiException known) {
      String code = ResponseCodes.of(known);
      call.connection().warn(about(call, code) + ": " + known.getMessage());
      return Answers.to(call.request(), code).build();
    }
    String code = ResponseCodes.MALFUNCTION;
    LOG.error("Link {}: {}", call.connection(), about(call, code), SafeTrace.of(failure));
    return Answers.to(call.request(), code).build();
  }

  private IsoMessage ofBody(IsoCall call, @Nullable Object body) {
    if (body instanceof Map<?, ?> result && result.get("outcome") instanceof String outcome) {
      return results.answer(call, result, outcome);
    }
    if (body instanceof String code && ResponseCodes.isTwoDigits(code)) {
      boolean managed =
          call.request().messageClass() == NETWORK_MANAGEMENT
              && code.equals(ResponseCodes.APPROVED);
      if (managed || !ResponseCodes.approves(code)) {
        return Answers.to(call.request(), code).build();
      }
    }
    String code = ResponseCodes.MALFUNCTION;
    LOG.error(
        "Link {}: {}: its route left neither a result of the engine nor a response code",
        call.connection(),
        about(call, code));
    return Answers.to(call.request(), code).build();
  }

  private static String about(IsoCall call, String code) {
    IsoMessage request = call.request();
    String stan = request.field(11);
    return request.mti()
        + (stan != null && Mask.isDigits(stan) ? " with STAN " + stan : "")
        + " is answered "
        + code;
  }
}
