package io.serai.rest;

import io.serai.intake.RefusedRequest;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.Problem;
import io.serai.payment.SeraiException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes a problem of the exception that ended a route; what is not the caller's is logged. */
@Component("restProblem")
final class RestProblem implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(RestProblem.class);

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
    Answers.problem(exchange, problem);
  }
}
