package io.serai.rest;

import io.serai.notice.Notices;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes a provider's webhook: the bytes as they came and the headers that it may be signed with,
 * for whoever verifies them. No API key is asked for; the signature says who it is. Answered once
 * it is on disk. Asynchronous: nothing waits.
 */
@Component("restNotice")
final class RestNotice extends AsyncProcessorSupport {

  private final Notices notices;
  private final int longest;

  RestNotice(Notices notices, Contract contract) {
    this.notices = notices;
    this.longest = contract.operation("receiveWebhook").longestBody();
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Message in = exchange.getMessage();
    String trace = Trace.of(RestRequest.header(in, "traceparent"));
    exchange.setProperty(ExchangeKeys.TRACE, trace);
    String provider = RestRequest.header(in, "provider");
    byte[] body = in.getBody(byte[].class);
    if (body != null && body.length > longest) {
      exchange.setException(
          new SeraiException(
              ErrorCode.BODY_TOO_LARGE, "The body is longer than " + longest + " bytes."));
      callback.done(true);
      return true;
    }
    var unused =
        notices
            .take(
                provider == null ? "" : provider,
                headers(in),
                body == null ? new byte[0] : body,
                trace)
            .whenComplete(
                (taken, failure) -> {
                  answer(exchange, taken, failure);
                  callback.done(false);
                });
    return false;
  }

  private static void answer(
      Exchange exchange, Notices.@Nullable Taken taken, @Nullable Throwable failure) {
    if (failure == null) {
      Answers.json(
          exchange, 200, Map.of("received", true, "duplicate", taken == Notices.Taken.DUPLICATE));
    } else {
      exchange.setException(
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure);
    }
  }

  /** A header that stands twice is nobody's, so that of two signatures none counts. */
  private static Map<String, String> headers(Message in) {
    Map<String, String> headers = new HashMap<>();
    for (String name : Notices.HEADERS) {
      String value = RestRequest.header(in, name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }
}
