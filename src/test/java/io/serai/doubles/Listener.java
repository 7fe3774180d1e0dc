package io.serai.doubles;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listening port that can be shut, so that connecting is really refused, and opened again with
 * the same number.
 */
final class Listener implements AutoCloseable {

  private static final int BACKLOG = 4096;

  /** The handler of a connection that answers on it. */
  interface Answering {

    /** Whether no request is being answered. */
    boolean idle();

    /** The next answer ends the connection. */
    void endAfterAnswer();
  }

  private final ServerBootstrap bootstrap;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private int port;
  private @Nullable Channel listening;

  /**
   * Binds at once.
   *
   * @param port 0 for any free port
   * @param handlers those of a new connection; the last is an {@link Answering}
   */
  Listener(EventLoopGroup loops, int port, Supplier<ChannelHandler[]> handlers) {
    this.port = port;
    this.bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.add(channel);
                    channel.pipeline().addLast(handlers.get());
                  }
                });
    open().join();
  }

  int port() {
    return port;
  }

  /** Listens again; nothing happens where it listens already. */
  synchronized CompletableFuture<@Nullable Void> open() {
    if (listening != null) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<@Nullable Void> bound = new CompletableFuture<>();
    Channel channel =
        bootstrap
            .bind("localhost", port)
            .addListener(
                done -> {
                  if (done.isSuccess()) {
                    bound.complete(null);
                  } else {
                    bound.completeExceptionally(done.cause());
                  }
                })
            .channel();
    listening = channel;
    return bound.thenAccept(
        nothing -> {
          if (port == 0) {
            port = ((InetSocketAddress) channel.localAddress()).getPort();
          }
        });
  }

  /**
   * Stops listening, ends idle connections and lets the busy ones answer first. Complete when the
   * callers' ends are closed too, so that nobody sends on a connection that was about to end.
   */
  synchronized CompletableFuture<@Nullable Void> shut() {
    Channel channel = listening;
    if (channel == null) {
      return CompletableFuture.completedFuture(null);
    }
    listening = null;
    CompletableFuture<@Nullable Void> closed = completion(channel.close());
    return closed.thenCompose(
        nothing -> {
          List<CompletableFuture<@Nullable Void>> ends = new ArrayList<>();
          connections.forEach(connection -> end((SocketChannel) connection, ends));
          return CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new));
        });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closing is awaited by closeFuture
  private static void end(SocketChannel channel, List<CompletableFuture<@Nullable Void>> ends) {
    if (!(channel.pipeline().last() instanceof Answering connection)) {
      channel.close();
      return;
    }
    connection.endAfterAnswer();
    if (connection.idle()) {
      channel.shutdownOutput();
      channel.eventLoop().schedule(() -> channel.close(), 1, TimeUnit.SECONDS);
      ends.add(completion(channel.closeFuture()));
    }
  }

  private static CompletableFuture<@Nullable Void> completion(
      io.netty.util.concurrent.Future<? super Void> future) {
    CompletableFuture<@Nullable Void> completion = new CompletableFuture<>();
    future.addListener(done -> completion.complete(null));
    return completion;
  }

  @Override
  public synchronized void close() {
    if (listening != null) {
      listening.close().syncUninterruptibly();
      listening = null;
    }
    connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
