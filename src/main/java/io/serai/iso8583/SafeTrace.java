package io.serai.iso8583;

import io.serai.payment.Printable;
import org.jspecify.annotations.Nullable;

/**
 * An unexpected exception as the log may see it: where it came from, with its texts made safe,
 * because an exception of a library may quote the message it failed on (I8).
 */
final class SafeTrace extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 5;

  private SafeTrace(String text, @Nullable Throwable cause, StackTraceElement[] trace) {
    super(text, cause);
    setStackTrace(trace);
  }

  static SafeTrace of(Throwable failure) {
    return of(failure, 1);
  }

  private static SafeTrace of(Throwable failure, int depth) {
    Throwable cause = failure.getCause();
    String text = failure.getMessage();
    return new SafeTrace(
        failure.getClass().getName() + (text == null ? "" : ": " + Printable.of(text)),
        cause == null || depth >= DEEPEST ? null : of(cause, depth + 1),
        failure.getStackTrace());
  }
}
