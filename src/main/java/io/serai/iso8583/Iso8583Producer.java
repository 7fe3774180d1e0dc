package io.serai.iso8583;

import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request over a link and leaves its answer in the body: a message for a message, and
 * fields by their numbers for fields by their numbers. No thread waits meanwhile.
 */
final class Iso8583Producer extends DefaultAsyncProducer {

  /** What the caller calls its request; a late answer is told with it. */
  static final String REFERENCE = "serai.iso8583.reference";

  /** Where the STAN is left that went out. */
  static final String STAN = "serai.iso8583.stan";

  /** Where the DE7 is left that went out. */
  static final String TRANSMITTED_AT = "serai.iso8583.transmitted_at";

  private final Links links;
  private final Link link;
  private final boolean keepTrace;

  Iso8583Producer(Endpoint endpoint, Links links, Link link, boolean keepTrace) {
    super(endpoint);
    this.links = links;
    this.link = link;
    this.keepTrace = keepTrace;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    link.startSending();
    links.open(link);
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Object body = exchange.getMessage().getBody();
    try {
      IsoMessage request = body instanceof IsoMessage m ? m : MessageFields.message(body);
      String reference = exchange.getProperty(REFERENCE, String.class);
      Sent sent = link.send(request, keepTrace, reference);
      exchange.setProperty(STAN, sent.stan());
      exchange.setProperty(TRANSMITTED_AT, sent.transmittedAt());
      var unused =
          sent.answer()
              .whenComplete(
                  (answer, failure) -> {
                    finish(exchange, body instanceof Map, answer, failure);
                    callback.done(false);
                  });
      return false;
    } catch (NotSentException | RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }

  private static void finish(
      Exchange exchange,
      boolean asFields,
      @Nullable IsoMessage answer,
      @Nullable Throwable failure) {
    if (answer != null) {
      exchange.getMessage().setBody(asFields ? MessageFields.of(answer) : answer);
    } else {
      exchange.setException(failure);
    }
  }
}
