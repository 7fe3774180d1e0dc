package io.serai.webhook.internal;

/**
 * What an endpoint made of a delivery.
 *
 * @param taken whether it took it
 * @param answered whether it answered at all
 * @param word a status such as {@code http_500}, or a cause such as {@code timeout}
 */
record Result(boolean taken, boolean answered, String word) {

  static final Result TIMEOUT = failed("timeout");

  static Result failed(String word) {
    return new Result(false, false, word);
  }

  /** Only 2xx means that it was taken; a redirect is nobody's yes. */
  static Result answered(int status) {
    return new Result(status >= 200 && status < 300, true, "http_" + status);
  }
}
