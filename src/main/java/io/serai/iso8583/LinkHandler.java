package io.serai.iso8583;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.serai.payment.Channel;
import io.serai.payment.ExchangeKeys;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.handlers.ServerChannelHandler;

/**
 * Makes an exchange of each request and an answer of each exchange, whatever its route did with it:
 * a route that forgets to answer, or fails while it does, cannot leave a terminal waiting.
 */
final class LinkHandler extends ServerChannelHandler {

  private static final ChannelFutureListener NOTHING = future -> {};

  private final NettyConsumer consumer;
  private final LinkConnection connection;
  private final AnswerMapper answers;

  LinkHandler(NettyConsumer consumer, LinkConnection connection, AnswerMapper answers) {
    super(consumer);
    this.consumer = consumer;
    this.connection = connection;
    this.answers = answers;
  }

  /** Camel's own would set headers with the connection's objects, which no route should see. */
  @Override
  protected Exchange createExchange(ChannelHandlerContext ctx, Object message) {
    LinkConfig link = connection.link().config();
    Exchange exchange = consumer.createExchange(false);
    exchange.getIn().setBody(message);
    exchange.setProperty(ExchangeKeys.TENANT, link.tenant());
    exchange.setProperty(ExchangeKeys.CHANNEL, Channel.ISO8583.word());
    exchange.setProperty(ExchangeKeys.LINK, link.name());
    exchange.setProperty(ExchangeKeys.TRACE, trace());
    exchange.setProperty(IsoCall.PROPERTY, new IsoCall((IsoMessage) message, connection));
    return exchange;
  }

  private static String trace() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /** The last step before the answer is written, so that no approval escapes {@code expect}. */
  @Override
  protected Object getResponseBody(Exchange exchange) {
    IsoMessage answer = answers.finish(exchange);
    IsoCall call = IsoCall.of(exchange);
    IsoCall.Approval approval = call.approval();
    return approval == null || connection.expect(answer, approval)
        ? answer
        : call.answer(Answers.to(call.request(), ResponseCodes.ISSUER_UNAVAILABLE).build());
  }

  /** Camel's own would log a stack trace for each answer that cannot be written. */
  @Override
  protected ChannelFutureListener createResponseFutureListener(
      NettyConsumer consumer, Exchange exchange, SocketAddress remoteAddress) {
    return NOTHING;
  }

  /** While the hub stops, a new connection is kept, but nothing is read from it. */
  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    read(ctx);
    super.channelActive(ctx);
  }

  /** A terminal that takes no answers is not read from until it does. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    read(ctx);
    ctx.fireChannelWritabilityChanged();
  }

  private void read(ChannelHandlerContext ctx) {
    boolean reading = ctx.channel().isWritable() && connection.link().isReading();
    ctx.channel().config().setAutoRead(reading);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // An IOException is a peer that went away; its text names no data. Other texts might.
    connection.warn(
        cause instanceof IOException
            ? "the connection broke: " + cause.getMessage()
            : "closed after " + cause.getClass().getName());
    var unused = ctx.close();
  }
}
