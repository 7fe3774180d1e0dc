package io.serai.iso8583;

import io.serai.payment.ExchangeKeys;
import io.serai.payment.LinkTrace;
import io.serai.payment.PassedElements;
import io.serai.payment.PinBlock;
import io.serai.payment.SendBy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private PinGate pins = new PinGate(null);

  Iso8583Producer(Endpoint endpoint, Links links, Link link, boolean keepTrace) {
    super(endpoint);
    this.links = links;
    this.link = link;
    this.keepTrace = keepTrace;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    pins =
        new PinGate(
            getEndpoint().getCamelContext().getRegistry().findSingleByType(PinTranslation.class));
    link.startSending();
    links.open(link);
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Object body = exchange.getMessage().getBody();
    try {
      IsoMessage request =
          beside(exchange, body instanceof IsoMessage m ? m : MessageFields.message(body));
      if (!request.has(PinGate.PIN_DATA)) {
        return send(exchange, request, body instanceof Map, callback);
      }
      // Done at once or later, it is told as later, which a caller must expect anyway.
      AsyncCallback later = sync -> callback.done(false);
      String from = exchange.getProperty(ExchangeKeys.LINK, String.class);
      var unused =
          pins.out(request, from, link.config().name())
              .orTimeout(mayWait(exchange).toNanos(), TimeUnit.NANOSECONDS)
              .whenComplete(
                  (translated, failure) -> {
                    if (failure != null || translated == null) {
                      exchange.setException(notSent(failure));
                      later.done(false);
                    } else {
                      var unusedSync = send(exchange, translated, body instanceof Map, later);
                    }
                  });
      return false;
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }

  /** A translation may take as long as the request may be sent. */
  private Duration mayWait(Exchange exchange) {
    SendBy sendBy = sendBy(exchange);
    Duration left = sendBy == null ? link.config().requests().timeout() : sendBy.left();
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Exception notSent(@Nullable Throwable failure) {
    String name = link.config().name();
    return failure instanceof TimeoutException
        ? new NotSentException.TooLateToSend(name)
        : new NotTranslatedException(name);
  }

  private static @Nullable SendBy sendBy(Exchange exchange) {
    return exchange.getProperty(ExchangeKeys.SEND_BY, SendBy.class);
  }

  private boolean send(
      Exchange exchange, IsoMessage request, boolean asFields, AsyncCallback callback) {
    try {
      Sent sent =
          link.send(
              new Outgoing(
                  request,
                  exchange.getProperty(ExchangeKeys.LINK_TRACE, LinkTrace.class),
                  keepTrace,
                  reference(exchange),
                  sendBy(exchange)));
      exchange.setProperty(STAN, sent.stan());
      exchange.setProperty(TRANSMITTED_AT, sent.transmittedAt());
      var unused =
          sent.answer()
              .whenComplete(
                  (answer, failure) -> {
                    finish(exchange, asFields, answer, failure);
                    callback.done(false);
                  });
      return false;
    } catch (NotSentException | RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }

  /** The engine says which attempt it is; any other caller may say what it likes. */
  private static @Nullable String reference(Exchange exchange) {
    String attempt = exchange.getProperty(ExchangeKeys.ATTEMPT, String.class);
    return attempt != null ? attempt : exchange.getProperty(REFERENCE, String.class);
  }

  /** What comes beside the Kamelet's body, so that no mapping ever sees it, as the PIN block. */
  private IsoMessage beside(Exchange exchange, IsoMessage request) {
    PassedElements passed = exchange.getProperty(ExchangeKeys.PASSED, PassedElements.class);
    IsoMessage with =
        passed == null ? request : link.config().requests().forwards().added(request, passed);
    PinBlock pin = exchange.getProperty(ExchangeKeys.PIN, PinBlock.class);
    return pin == null ? with : with.toBuilder().setBinary(PinGate.PIN_DATA, pin.bytes()).build();
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
