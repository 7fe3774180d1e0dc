package io.serai.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/**
 * One connection of the load client: keeps its window full and sends the next request as soon as an
 * answer is there. Used by its event loop alone.
 */
abstract class LoadHandler<T> extends SimpleChannelInboundHandler<T> {

  private final Meter meter;
  private final long[] sentNanos;
  private int underWay;

  LoadHandler(Meter meter, int inFlight) {
    this.meter = meter;
    this.sentNanos = new long[inFlight];
  }

  /** The next request of a place in the window. */
  abstract ByteBuf request(ChannelHandlerContext ctx, int place);

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    for (int place = 0; place < sentNanos.length; place++) {
      send(ctx, place);
    }
    ctx.flush();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  /** The answer of a place in the window; goes on with its next request. */
  final void answered(ChannelHandlerContext ctx, int place, String code, String approved) {
    underWay--;
    if (code.equals(approved)) {
      meter.answered(sentNanos[place]);
    } else {
      meter.failed(code);
    }
    if (meter.isSending()) {
      send(ctx, place);
    } else if (underWay == 0) {
      var unused = ctx.close();
    }
  }

  final int window() {
    return sentNanos.length;
  }

  private void send(ChannelHandlerContext ctx, int place) {
    underWay++;
    sentNanos[place] = System.nanoTime();
    var unused = ctx.write(request(ctx, place), ctx.voidPromise());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (underWay > 0) {
      meter.failed("connection lost");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    meter.failed(cause.toString());
    var unused = ctx.close();
  }
}
