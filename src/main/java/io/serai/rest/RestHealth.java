package io.serai.rest;

import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/** Answers whether the process takes work, by Spring Boot's readiness; it asks nobody else. */
@Component("restHealth")
final class RestHealth implements Processor {

  private final ApplicationAvailability availability;

  RestHealth(ApplicationAvailability availability) {
    this.availability = availability;
  }

  @Override
  public void process(Exchange exchange) {
    if (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
      Answers.json(exchange, 200, Map.of("status", "up"));
    } else {
      Answers.problem(
          exchange, Problem.of(ErrorCode.NOT_READY, "The hub is starting or stopping."));
    }
  }
}
