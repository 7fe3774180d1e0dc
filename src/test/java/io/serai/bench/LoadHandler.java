package io.serai.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One connection of the load client. In a closed loop it keeps its window full and sends the next
 * request as soon as an answer is there; at a pace it sends each when it is due, or later where the
 * window is full, and counts its time from when it was due. Used by its event loop alone.
 */
abstract class LoadHandler<T> extends SimpleChannelInboundHandler<T> {

  /**
   * When requests are due.
   *
   * @param everyNanos the time between two; 0 for a closed loop
   * @param firstNanos how long after the start the first is due
   */
  record Pace(long everyNanos, long firstNanos) {

    static final Pace NONE = new Pace(0, 0);

    /** One connection's share of a rate; the connections take turns. */
    static Pace of(double perSecond, int connection, int connections) {
      if (perSecond <= 0) {
        return NONE;
      }
      long every = (long) (connections * 1e9 / perSecond);
      return new Pace(every, every * connection / connections);
    }
  }

  private final Meter meter;
  private final Pace pace;
  private final long[] begunNanos;
  private final Deque<Integer> free = new ArrayDeque<>();
  private int underWay;
  private long dueNanos;

  LoadHandler(Meter meter, int inFlight, Pace pace) {
    this.meter = meter;
    this.pace = pace;
    this.begunNanos = new long[inFlight];
  }

  /** The next request of a place in the window. */
  abstract ByteBuf request(ChannelHandlerContext ctx, int place);

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    for (int place = 0; place < begunNanos.length; place++) {
      if (pace.equals(Pace.NONE)) {
        send(ctx, place, System.nanoTime());
      } else {
        free.add(place);
      }
    }
    ctx.flush();
    if (!pace.equals(Pace.NONE)) {
      dueNanos = System.nanoTime() + pace.firstNanos();
      keepPace(ctx);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  /** The answer of a place in the window; goes on with the next request. */
  final void answered(ChannelHandlerContext ctx, int place, String code, String approved) {
    underWay--;
    if (code.equals(approved)) {
      meter.answered(begunNanos[place]);
    } else {
      meter.failed(code);
    }
    if (!pace.equals(Pace.NONE)) {
      free.add(place);
      sendDue(ctx);
    } else if (meter.isSending()) {
      send(ctx, place, System.nanoTime());
    }
    closeWhenDone(ctx);
  }

  private void closeWhenDone(ChannelHandlerContext ctx) {
    if (!meter.isSending() && underWay == 0) {
      var unused = ctx.close();
    }
  }

  final int window() {
    return begunNanos.length;
  }

  private void keepPace(ChannelHandlerContext ctx) {
    sendDue(ctx);
    ctx.flush();
    closeWhenDone(ctx);
    if (meter.isSending() && ctx.channel().isActive()) {
      // A full window sends by itself, once there is an answer.
      long wait = Math.max(dueNanos - System.nanoTime(), free.isEmpty() ? pace.everyNanos() : 0);
      var unused = ctx.executor().schedule(() -> keepPace(ctx), wait, TimeUnit.NANOSECONDS);
    }
  }

  private void sendDue(ChannelHandlerContext ctx) {
    while (meter.isSending() && !free.isEmpty() && dueNanos <= System.nanoTime()) {
      send(ctx, free.remove(), dueNanos);
      dueNanos += pace.everyNanos();
    }
  }

  private void send(ChannelHandlerContext ctx, int place, long begun) {
    underWay++;
    begunNanos[place] = begun;
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
