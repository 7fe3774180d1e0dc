package io.serai.iso8583;

import io.serai.payment.Channel;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/**
 * Makes an exchange of each request of a link, and an answer of each exchange, whatever its route
 * did with it: a route that forgets to answer, or fails while it does, cannot leave a peer waiting.
 */
final class Iso8583Consumer extends DefaultConsumer implements Receiver, Suspendable {

  private final Links links;
  private final Link link;

  Iso8583Consumer(Endpoint endpoint, Processor processor, Links links, Link link) {
    super(endpoint, processor);
    this.links = links;
    this.link = link;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    Receiver other = link.receiver();
    if (other != null && other != this) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          "links",
          "iso8583:" + link.config().name() + ": only one route can begin with a link",
          null);
    }
    link.receiver(this);
    links.open(link);
  }

  /**
   * Camel suspends a route before it waits for what is under way in it; a consumer that could only
   * be stopped would take its steps down with it. The connections stay: requests are answered 91
   * while no route takes them.
   */
  @Override
  protected void doSuspend() {
    link.receiver(null);
  }

  @Override
  protected void doResume() {
    link.receiver(this);
  }

  @Override
  protected void doStop() throws Exception {
    link.receiver(null);
    super.doStop();
  }

  @Override
  public void receive(IsoCall call) {
    Exchange exchange = exchange(call);
    try {
      createUoW(exchange);
    } catch (Exception e) {
      exchange.setException(e);
      answer(call, exchange);
      return;
    }
    var unused = getAsyncProcessor().process(exchange, doneSync -> answer(call, exchange));
  }

  private Exchange exchange(IsoCall call) {
    LinkConfig config = link.config();
    Exchange exchange = createExchange(false);
    exchange.setPattern(ExchangePattern.InOut);
    exchange.getIn().setBody(call.request());
    exchange.setProperty(ExchangeKeys.TENANT, config.tenant());
    exchange.setProperty(ExchangeKeys.CHANNEL, Channel.ISO8583.word());
    exchange.setProperty(ExchangeKeys.LINK, config.name());
    exchange.setProperty(ExchangeKeys.TRACE, trace());
    exchange.setProperty(IsoCall.PROPERTY, call);
    return exchange;
  }

  /** The last step before the answer is written, so that no approval escapes. */
  private void answer(IsoCall call, Exchange exchange) {
    try {
      call.connection().answer(call, links.answers().finish(exchange));
    } finally {
      doneUoW(exchange);
      releaseExchange(exchange, false);
    }
  }

  private static String trace() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
