package io.serai.iso8583;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import javax.net.ssl.SSLException;

/**
 * Hands each message to whom it concerns: an answer to the multiplexer, network management to the
 * session, any other request to the link's route. A request that nobody takes is answered all the
 * same.
 */
final class LinkHandler extends SimpleChannelInboundHandler<IsoMessage> {

  private final LinkConnection connection;
  private final Session session;

  LinkHandler(LinkConnection connection, Session session) {
    this.connection = connection;
    this.session = session;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    connection.intake().read();
    if (ctx.pipeline().get(SslHandler.class) == null) {
      session.connected();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        session.connected();
      } else {
        connection.warn("the TLS handshake failed: " + handshake.cause().getMessage());
      }
    } else if (event instanceof IdleStateEvent) {
      session.idle();
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, IsoMessage message) {
    Link link = connection.link();
    if (Answers.isAnswer(message)) {
      answered(link, message);
    } else if (!session.takes(message)) {
      Receiver receiver = link.receiver();
      // Full and still read from: only because we wait for answers on the same connection.
      if (receiver == null || !link.isReading() || connection.intake().isOverfull()) {
        connection.write(Answers.to(message, ResponseCodes.ISSUER_UNAVAILABLE).build());
      } else {
        receiver.receive(new IsoCall(message, connection));
      }
    }
  }

  private void answered(Link link, IsoMessage answer) {
    if (link.multiplexer().answered(answer)) {
      return;
    }
    if (link.isSending()) {
      link.multiplexer().late(answer, null);
    } else {
      connection.warn(answer.mti() + " is an answer that nobody asked for; it is dropped");
    }
  }

  /** A peer that takes no bytes is not read from until it does. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    connection.intake().read();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // An IOException is a peer that went away; its text names no data. Other texts might.
    boolean known = cause instanceof IOException || cause.getCause() instanceof SSLException;
    connection.warn(
        known
            ? "the connection broke: " + cause.getMessage()
            : "closed after " + cause.getClass().getName());
    var unused = ctx.close();
  }
}
