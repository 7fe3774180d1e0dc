package io.serai.security;

import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.Problem;
import io.serai.payment.SeraiException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Makes problems with stable codes of everything that fails on the operators' port. */
@RestControllerAdvice
class OperatorProblems extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorProblems.class);

  @ExceptionHandler
  ResponseEntity<Object> ours(SeraiException e) {
    return of(Problem.of(e), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> defect(RuntimeException e) {
    LOG.error("an operator's request failed", e);
    return of(
        Problem.of(ErrorCode.INTERNAL, "The hub failed; its log names the cause."),
        new HttpHeaders());
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String field =
        e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "request";
    return of(
        Problem.of(SeraiException.invalid(field, "cannot be " + Printable.of(e.getValue()))),
        headers);
  }

  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ErrorCode code =
        switch (status.value()) {
          case 404 -> ErrorCode.PATH_NOT_FOUND;
          case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
          case 413 -> ErrorCode.BODY_TOO_LARGE;
          case 415 -> ErrorCode.CONTENT_TYPE_REFUSED;
          case 503 -> ErrorCode.NOT_READY;
          default -> status.is5xxServerError() ? ErrorCode.INTERNAL : ErrorCode.MALFORMED_REQUEST;
        };
    return of(Problem.of(code, "The operators' API does not take this request."), headers);
  }

  private static ResponseEntity<Object> of(Problem problem, HttpHeaders headers) {
    Map<String, Object> members = problem.members();
    HttpHeaders all = new HttpHeaders();
    all.putAll(headers);
    all.setContentType(MediaType.parseMediaType(Problem.MEDIA_TYPE));
    return ResponseEntity.status(problem.status()).headers(all).body(members);
  }
}
