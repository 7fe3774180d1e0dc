package io.serai.iso8583;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection of a {@link NetworkHost}. Thread-safe. */
public final class HostConnection extends SimpleChannelInboundHandler<IsoMessage> {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Channel channel;
  private final NetworkHost host;
  private final int number = NUMBERS.incrementAndGet();
  private volatile boolean signedOff;
  private volatile Runnable whenAnswered = () -> {};

  HostConnection(Channel channel, NetworkHost host) {
    this.channel = channel;
    this.host = host;
  }

  /** Which of all connections it is. */
  public int number() {
    return number;
  }

  /** Whether the hub has signed off on it. */
  public boolean isSignedOff() {
    return signedOff;
  }

  /** Sends a message. */
  public void send(IsoMessage message) {
    var unused = channel.writeAndFlush(message, channel.voidPromise());
  }

  /** Runs on its thread after each answer of the hub. */
  public void whenAnswered(Runnable task) {
    whenAnswered = task;
  }

  /** Takes nothing from the socket any more, or does again. */
  void reading(boolean now) {
    channel.config().setAutoRead(now);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, IsoMessage message) {
    // The flag first: whoever sends on this thread sees it before the sign-off is answered.
    signedOff |= message.mti().equals("0800") && "002".equals(message.field(70));
    host.received(this, message);
    if (Answers.isAnswer(message)) {
      whenAnswered.run();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close();
  }

  /** Ends it. */
  void close() {
    var unused = channel.close();
  }

  /** Runs a task on its thread, between two messages. */
  public void execute(Runnable task) {
    channel.eventLoop().execute(task);
  }
}
