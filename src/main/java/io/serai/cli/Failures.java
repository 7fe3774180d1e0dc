package io.serai.cli;

import io.serai.iso8583.AnswerTimeoutException;
import io.serai.iso8583.NotSentException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What went wrong, and what to do about it, in one line without a stack trace. */
final class Failures {

  private Failures() {}

  static String inOneLine(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof NotSentException) {
      return cause.getMessage() + ", so nothing was sent";
    }
    if (cause instanceof ConnectException) {
      return "cannot connect (" + cause.getMessage() + "); is the hub running, and the port right?";
    }
    if (cause instanceof UnknownHostException) {
      return "there is no host of that name (" + cause.getMessage() + ")";
    }
    if (cause instanceof TimeoutException || cause instanceof AnswerTimeoutException) {
      return "no answer in time; what became of the request is unknown, reverse or repeat it";
    }
    if (cause.getCause() instanceof BindException) {
      return cause.getMessage() + "; stop what listens there, or choose another address";
    }
    String text = cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text.lines().findFirst().orElse("");
  }
}
