package io.serai.rest;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Takes the next request of a connection only after the last one was answered: HTTP/1.1 pairs them
 * by order alone. It stands behind a {@link io.netty.handler.flow.FlowControlHandler}, which keeps
 * what was decoded already. One instance for each channel, on its event loop only.
 */
final class OneAtATime extends ChannelDuplexHandler {

  private boolean answered;
  private boolean received;
  private boolean interim;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest) {
      answered = false;
      received = false;
    }
    if (message instanceof LastHttpContent) {
      received = true;
      // It may have been answered before its end, when it was too long.
      ctx.channel().config().setAutoRead(answered);
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response) {
      interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
    super.write(ctx, message, promise);
    if (message instanceof LastHttpContent && !interim) {
      answered = true;
      if (received) {
        ctx.channel().config().setAutoRead(true);
      }
    }
  }
}
