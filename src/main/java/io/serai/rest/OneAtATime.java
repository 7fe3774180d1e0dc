package io.serai.rest;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.function.BooleanSupplier;

/**
 * Takes the next request of a connection only after the last one was answered: HTTP/1.1 pairs them
 * by order alone. It stands behind a {@link io.netty.handler.flow.FlowControlHandler}, which keeps
 * what was decoded already. While the hub stops, a connection is closed behind the answer of the
 * request that was taken: Camel counts it as done a moment before its answer is written. One
 * instance for each channel, on its event loop only.
 */
final class OneAtATime extends ChannelDuplexHandler {

  private final BooleanSupplier stopping;
  private boolean answered = true;
  private boolean received;
  private boolean interim;
  private boolean waitsToClose;

  OneAtATime(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

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
      if (stopping.getAsBoolean()) {
        HttpUtil.setKeepAlive(response, false);
      }
    }
    if (!(message instanceof LastHttpContent) || interim) {
      super.write(ctx, message, promise);
      return;
    }
    answered = true;
    if (waitsToClose) {
      ChannelPromise written = promise.unvoid();
      super.write(ctx, message, written);
      var unused = written.addListener(ChannelFutureListener.CLOSE);
      return;
    }
    super.write(ctx, message, promise);
    if (received) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) throws Exception {
    if (stopping.getAsBoolean() && received && !answered) {
      waitsToClose = true;
      var unused = ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
    } else {
      super.close(ctx, promise);
    }
  }
}
