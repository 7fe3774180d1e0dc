package io.serai.iso8583;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of a dialed link's connections: at most one socket at a time, dialed again after growing
 * pauses with jitter, each time at the next address.
 */
final class DialedConnection {

  private static final Logger LOG = LoggerFactory.getLogger(DialedConnection.class);
  private static final int MOST_DOUBLINGS = 20;

  private final Link link;
  private final @Nullable SslContext tls;
  private final EventLoopGroup threads;
  private final Executor background;
  private volatile boolean stopped;
  private int tries;
  private int failures;

  DialedConnection(
      Link link,
      int number,
      @Nullable SslContext tls,
      EventLoopGroup threads,
      Executor background) {
    this.link = link;
    this.tries = number;
    this.tls = tls;
    this.threads = threads;
    this.background = background;
  }

  /** Dials; the host's name is looked up where waiting for it holds nobody up. */
  void dial() {
    if (stopped) {
      return;
    }
    try {
      background.execute(this::lookUpAndDial);
    } catch (RejectedExecutionException e) {
      later(false);
    }
  }

  void stop() {
    stopped = true;
  }

  private synchronized void lookUpAndDial() {
    List<InetSocketAddress> addresses = link.config().peer().addresses();
    InetSocketAddress host = addresses.get(Math.floorMod(tries++, addresses.size()));
    InetSocketAddress address = new InetSocketAddress(host.getHostString(), host.getPort());
    if (stopped) {
      return;
    }
    if (address.isUnresolved()) {
      failed(host, "the name is not known");
      return;
    }
    var unused =
        new Bootstrap()
            .group(threads)
            .channel(NioSocketChannel.class)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(link.config().peer().connectTimeout().toMillis()))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .handler(new LinkPipeline(link, tls, host))
            .connect(address)
            .addListener(
                (ChannelFutureListener)
                    done -> {
                      if (done.isSuccess()) {
                        connected(done.channel());
                      } else {
                        failed(host, String.valueOf(done.cause().getMessage()));
                      }
                    });
  }

  private void connected(Channel channel) {
    if (stopped) {
      var unused = channel.close();
      return;
    }
    var unused =
        channel
            .closeFuture()
            .addListener(
                closed -> {
                  LinkConnection connection = channel.attr(LinkPipeline.CONNECTION).get();
                  later(connection != null && connection.wasUp());
                });
  }

  private void failed(InetSocketAddress host, String why) {
    LOG.warn(
        "Link {}: {} cannot be dialed: {}", link.config().name(), LinkPipeline.name(host), why);
    link.watcher().notDialed(LinkPipeline.name(host) + " cannot be dialed: " + why);
    later(false);
  }

  private synchronized void later(boolean wasUp) {
    failures = wasUp ? 0 : Math.min(failures + 1, MOST_DOUBLINGS);
    if (!stopped) {
      var unused = threads.schedule(this::dial, pause(failures).toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Half of it is chance, so that not all connections of all replicas come back together. */
  private Duration pause(int doublings) {
    LinkPeer peer = link.config().peer();
    long millis = peer.firstPause().toMillis() << Math.max(0, doublings - 1);
    long most = Math.max(1, Math.min(millis, peer.longestPause().toMillis()));
    return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }
}
