package io.serai.rest;

import io.serai.intake.JsonBody;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.Problem;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

/** Puts an answer into an exchange, in place of everything that was there. */
final class Answers {

  static final String JSON = "application/json";

  private Answers() {}

  static Message bytes(Exchange exchange, int status, String type, byte[] body) {
    Message answer = new DefaultMessage(exchange);
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    answer.setHeader(Exchange.CONTENT_TYPE, type);
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setBody(body);
    exchange.setMessage(answer);
    return answer;
  }

  static Message json(Exchange exchange, int status, Map<String, Object> body) {
    Message answer = bytes(exchange, status, JSON, JsonBody.bytes(body));
    answer.setHeader("Cache-Control", "no-store");
    return answer;
  }

  static Message problem(Exchange exchange, Problem problem) {
    Map<String, Object> members = problem.members();
    String trace = exchange.getProperty(ExchangeKeys.TRACE, String.class);
    members.put("trace_id", trace == null ? Trace.random() : trace);
    Message answer = json(exchange, problem.status(), members);
    answer.setHeader(Exchange.CONTENT_TYPE, Problem.MEDIA_TYPE);
    if (problem.code() == ErrorCode.UNAUTHORIZED) {
      answer.setHeader("WWW-Authenticate", "Bearer realm=\"serai\"");
    }
    if (problem.code().category() == ErrorCode.Category.UNAVAILABLE) {
      answer.setHeader("Retry-After", problem.more().getOrDefault("retry_after", "1").toString());
    }
    return answer;
  }
}
