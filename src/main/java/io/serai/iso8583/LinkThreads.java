package io.serai.iso8583;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of all links: for sockets, for time-outs, and for what has to wait. */
final class LinkThreads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LinkThreads.class);
  private static final int TICK_MILLIS = 20;
  private static final int BACKGROUND = 4;
  private static final int LONGEST_QUEUE = 10_000;

  /** As long as a peer may take for what is under way, once the routes are done with theirs. */
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(20);

  private final EventLoopGroup workers =
      new NioEventLoopGroup(0, new DefaultThreadFactory("iso8583", true));
  // Apart, so that a flood of connections waits behind no request, and no request behind it.
  private final EventLoopGroup acceptor =
      new NioEventLoopGroup(1, new DefaultThreadFactory("iso8583-accept", true));
  private final HashedWheelTimer timer =
      new HashedWheelTimer(
          new DefaultThreadFactory("iso8583-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS);
  private final ThreadPoolExecutor background =
      new ThreadPoolExecutor(
          BACKGROUND,
          BACKGROUND,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(LONGEST_QUEUE),
          new DefaultThreadFactory("iso8583-background", true),
          new ThreadPoolExecutor.AbortPolicy());

  LinkThreads() {
    background.allowCoreThreadTimeOut(true);
  }

  EventLoopGroup workers() {
    return workers;
  }

  EventLoopGroup acceptor() {
    return acceptor;
  }

  Timer timer() {
    return timer;
  }

  /** Where waiting is allowed; it rejects what it cannot take. */
  Executor background() {
    return background;
  }

  /** Waits until every connection is closed; those that take too long are closed here. */
  void awaitClosed(Collection<Link> links) {
    long end = System.nanoTime() + LONGEST_FAREWELL.toNanos();
    for (Link link : links) {
      for (LinkConnection connection : link.connections()) {
        ChannelFuture closed = connection.channel().closeFuture();
        if (!closed.awaitUninterruptibly(Math.max(0, end - System.nanoTime()) / 1_000_000)) {
          connection.warn("closed with requests under way");
          connection.channel().close().awaitUninterruptibly();
        }
      }
    }
    LOG.debug("All links are closed");
  }

  @Override
  public void close() {
    var unusedTimeouts = timer.stop();
    background.shutdownNow();
    var unusedAcceptor = acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    var unused = workers.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }
}
