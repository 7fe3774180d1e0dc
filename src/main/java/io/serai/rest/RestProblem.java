package io.serai.rest;

import io.serai.intake.RefusedRequest;
import io.serai.payment.Channel;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.Problem;
import io.serai.payment.SeraiException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes a problem of the exception that ended a route; what is not the caller's is logged. */
@Component("restProblem")
final class RestProblem implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(RestProblem.class);

  private final Sealing sealing;

  RestProblem(Sealing sealing) {
    this.sealing = sealing;
  }

  @Override
  public void process(Exchange exchange) {
    Throwable error = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (error == null) {
      error = new IllegalStateException("the route ended without an exception");
    }
    SeraiException known = ObjectHelper.getException(SeraiException.class, error);
    Problem problem =
        known instanceof RefusedRequest refused
            ? refused.problem()
            : Problem.of(known == null ? error : known);
    if (problem.code().category() == ErrorCode.Category.OPERATOR) {
      LOG.error(
          "request failed, trace {}",
          exchange.getProperty(ExchangeKeys.TRACE, String.class),
          error);
    }
    Answers.problem(exchange, ofPos(exchange) ? coded(problem, known) : problem);
    sealing.seal(exchange);
  }

  private static boolean ofPos(Exchange exchange) {
    return Channel.POS.word().equals(exchange.getProperty(ExchangeKeys.CHANNEL, String.class));
  }

  private static Problem coded(Problem problem, @Nullable SeraiException error) {
    String code = ResponseCode.ofError(problem.code(), error);
    if (code == null) {
      return problem;
    }
    Map<String, Object> more = new LinkedHashMap<>(problem.more());
    more.put("response_code", code);
    return new Problem(problem.code(), problem.detail(), problem.field(), problem.errors(), more);
  }
}
