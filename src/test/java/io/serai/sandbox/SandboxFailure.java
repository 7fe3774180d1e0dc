package io.serai.sandbox;

/** The sandbox cannot start; the message says in one line what to do. */
final class SandboxFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SandboxFailure(String message) {
    super(message);
  }

  SandboxFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
