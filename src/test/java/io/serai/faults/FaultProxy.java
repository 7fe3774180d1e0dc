package io.serai.faults;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy that is told for each request what goes wrong with it. One event loop, so that the
 * order in which requests pass is the order in which they are let through.
 */
final class FaultProxy implements AutoCloseable {

  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("fault-proxy", true));
  private final int provider;
  private final Supplier<Fault> faults;
  private final Channel listening;
  private final Map<Fault, Integer> made = new EnumMap<>(Fault.class);
  private final AtomicReference<@Nullable Runnable> heldBack = new AtomicReference<>();

  /**
   * Listens at once.
   *
   * @param provider the port of the provider behind it
   * @param faults what to do with the next request; asked on the proxy's own thread
   */
  FaultProxy(int provider, Supplier<Fault> faults) {
    this.provider = provider;
    this.faults = faults;
    listening =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new ProxyConnection(FaultProxy.this, channel));
                  }
                })
            .bind("localhost", 0)
            .syncUninterruptibly()
            .channel();
  }

  URI url() {
    return URI.create(
        "http://localhost:" + ((InetSocketAddress) listening.localAddress()).getPort());
  }

  Fault next() {
    Fault fault = faults.get();
    synchronized (made) {
      made.merge(fault, 1, Integer::sum);
    }
    return fault;
  }

  /** How often each was done. */
  Map<Fault, Integer> made() {
    synchronized (made) {
      return new EnumMap<>(made);
    }
  }

  int faultsMade() {
    return made().entrySet().stream()
        .filter(e -> e.getKey() != Fault.NONE)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Lets one pass after the next one, or after a while when there is no next one. */
  void holdBack(EventLoop executor, Runnable passing, int mostMillis) {
    Runnable other = heldBack.getAndSet(passing);
    if (other != null) {
      other.run();
    }
    var unused =
        executor.schedule(
            () -> {
              if (heldBack.compareAndSet(passing, null)) {
                passing.run();
              }
            },
            mostMillis,
            TimeUnit.MILLISECONDS);
  }

  void passed() {
    Runnable waiting = heldBack.getAndSet(null);
    if (waiting != null) {
      waiting.run();
    }
  }

  /** Opens a connection to the provider. */
  io.netty.channel.ChannelFuture connect(EventLoop executor, ChannelHandler handler) {
    return new Bootstrap()
        .group(executor)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(handler)
        .connect("localhost", provider);
  }

  @Override
  public void close() {
    var unused = listening.close();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
