package io.serai.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** Writes problems where Spring Security answers before any controller. */
@Component
class ProblemWriter {

  private final ObjectMapper json;

  ProblemWriter(ObjectMapper json) {
    this.json = json;
  }

  /** The same for a missing and a wrong credential: a name that exists is not given away. */
  void unauthorized(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    response.setHeader("WWW-Authenticate", "Basic realm=\"serai-operators\"");
    write(response, Problem.of(ErrorCode.UNAUTHORIZED, "Send an operator's name and password."));
  }

  void write(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    json.writeValue(response.getOutputStream(), problem.members());
  }
}
