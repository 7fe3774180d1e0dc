package io.serai.faults;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One connection of the hub's, with its own to the provider. All of it runs on one event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its channel
final class ProxyConnection extends ChannelInboundHandlerAdapter {

  private static final int MOST_DELAY_MILLIS = 2_500;
  private static final int HELD_BACK_MILLIS = 400;
  private static final int DRIP_MILLIS = 8;

  private final FaultProxy proxy;
  private final SocketChannel hub;
  private final ChannelFuture provider;
  private Fault answering = Fault.NONE;

  ProxyConnection(FaultProxy proxy, SocketChannel hub) {
    this.proxy = proxy;
    this.hub = hub;
    this.provider = proxy.connect(hub.eventLoop(), new Answers());
    provider.addListener(
        done -> {
          if (!done.isSuccess()) {
            reset();
          }
        });
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf request = (ByteBuf) message;
    Fault fault = proxy.next();
    answering = fault;
    switch (fault) {
      case NONE, ANSWER_LOST, TRUNCATE, SLOW_DRIP, DUPLICATE_ANSWER -> pass(request);
      case DROP -> request.release();
      case DELAY ->
          hub.eventLoop()
              .schedule(
                  () -> pass(request),
                  ThreadLocalRandom.current().nextInt(MOST_DELAY_MILLIS),
                  TimeUnit.MILLISECONDS);
      case DUPLICATE -> {
        again(request.copy());
        pass(request);
      }
      case REORDER -> proxy.holdBack(hub.eventLoop(), () -> send(request), HELD_BACK_MILLIS);
      case RESET -> {
        request.release();
        reset();
      }
      case HALF_CLOSE -> {
        pass(request);
        hub.shutdownOutput();
      }
    }
  }

  private void pass(ByteBuf request) {
    send(request);
    proxy.passed();
  }

  private void send(ByteBuf request) {
    provider.addListener(
        done -> {
          if (done.isSuccess()) {
            provider.channel().writeAndFlush(request);
          } else {
            request.release();
          }
        });
  }

  /** The same bytes on a connection of their own; what they are answered is thrown away. */
  private void again(ByteBuf request) {
    ChannelFuture other =
        proxy.connect(
            hub.eventLoop(),
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext ctx, Object answer) {
                ((ByteBuf) answer).release();
                ctx.close();
              }
            });
    other.addListener(
        done -> {
          if (done.isSuccess()) {
            other.channel().writeAndFlush(request);
          } else {
            request.release();
          }
        });
  }

  private void reset() {
    hub.config().setOption(ChannelOption.SO_LINGER, 0);
    hub.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    // What is on its way to the provider arrives: the hub's end of a connection stops nothing.
    provider.addListener(
        done ->
            hub.eventLoop()
                .schedule(
                    () -> provider.channel().close(),
                    MOST_DELAY_MILLIS * 2,
                    TimeUnit.MILLISECONDS));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  /** The provider's side. */
  private final class Answers extends ChannelInboundHandlerAdapter {

    private final Deque<ByteBuf> behind = new ArrayDeque<>();
    private boolean dripping;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf answer = (ByteBuf) message;
      if (dripping) {
        // On a link others are answered meanwhile; bytes keep their order.
        behind.add(answer);
        return;
      }
      switch (answering) {
        case NONE, DROP, DELAY, DUPLICATE, REORDER, RESET -> hub.writeAndFlush(answer);
        case HALF_CLOSE -> answer.release();
        case ANSWER_LOST -> {
          answer.release();
          reset();
        }
        case TRUNCATE ->
            hub.writeAndFlush(answer.readSlice(answer.readableBytes() / 2))
                .addListener(ChannelFutureListener.CLOSE);
        case DUPLICATE_ANSWER -> hub.writeAndFlush(Unpooled.wrappedBuffer(answer, answer.copy()));
        case SLOW_DRIP -> drip(answer);
      }
    }

    private void drip(ByteBuf answer) {
      if (!answer.isReadable() || !hub.isActive()) {
        answer.release();
        ByteBuf next = behind.poll();
        dripping = next != null;
        if (next != null) {
          drip(next);
        }
        return;
      }
      dripping = true;
      hub.writeAndFlush(answer.readRetainedSlice(1));
      hub.eventLoop().schedule(() -> drip(answer), DRIP_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      Channel end = hub;
      end.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
