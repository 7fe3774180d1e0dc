package io.serai.iso8583;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * How long a connection has been in the middle of a frame. A peer that begins one and does not end
 * it in time is closed: bytes that trickle in keep nothing open. All on the connection's thread.
 */
final class HalfFrame {

  private final LinkConnection connection;
  private final long mostNanos;
  private boolean open;
  private boolean watched;
  private long since;

  HalfFrame(LinkConnection connection) {
    this.connection = connection;
    this.mostNanos = connection.link().config().format().frameTimeout().toNanos();
  }

  /** What is there is not a whole frame yet. */
  void isOpen() {
    if (!open) {
      open = true;
      since = System.nanoTime();
      if (!watched) {
        watch(mostNanos);
      }
    }
  }

  /** A frame is whole: the next one has its own time. */
  void isWhole() {
    open = false;
  }

  // One timer for each stretch of half frames, not one for each frame.
  private void watch(long nanos) {
    watched = true;
    var unused = connection.channel().eventLoop().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    watched = false;
    Channel channel = connection.channel();
    if (!open || !channel.isActive() || connection.intake().isDiscarding()) {
      return;
    }
    if (!channel.config().isAutoRead()) {
      since = System.nanoTime(); // it cannot go on: it is we who do not read
    }
    long left = mostNanos - (System.nanoTime() - since);
    if (left > 0) {
      watch(left);
      return;
    }
    connection.link().meters().refused();
    connection.warn("a frame was begun and not ended in time; the connection is closed");
    var unused = channel.close();
  }
}
