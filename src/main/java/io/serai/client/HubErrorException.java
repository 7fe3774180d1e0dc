package io.serai.client;

import io.serai.payment.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/** The hub answered with an error; a decline is one. */
public final class HubErrorException extends SeraiClientException {

  private static final long serialVersionUID = 1L;
  private static final int SERVER_ERROR = 500;

  private final HubProblem problem;
  private final Duration retryAfter;

  HubErrorException(HubProblem problem, Duration retryAfter) {
    super(
        problem.code() + ": " + problem.detail(),
        // A defect of the hub says nothing of the effect; its other errors say that there is none.
        problem.status() >= SERVER_ERROR && !unavailable(problem),
        problem.status() >= SERVER_ERROR,
        null);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  private static boolean unavailable(HubProblem problem) {
    return problem
        .errorCode()
        .filter(code -> code.category() == ErrorCode.Category.UNAVAILABLE)
        .isPresent();
  }

  /** All that the hub said. */
  public HubProblem problem() {
    return problem;
  }

  /** The code; empty if it is one that this client does not know yet. */
  public Optional<ErrorCode> errorCode() {
    return problem.errorCode();
  }

  /** How long the hub asks to wait before the same is sent again; zero where it does not say. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
