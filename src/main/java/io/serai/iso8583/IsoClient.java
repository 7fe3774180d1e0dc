package io.serai.iso8583;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A terminal's side of a link: ISO 8583:1987 ASCII behind two bytes of length. Requests may be
 * under way together; answers are matched by message type and STAN (DE11), equal ones in their
 * order. Thread-safe.
 */
public final class IsoClient implements AutoCloseable {

  private final EventLoopGroup threads;
  private final Channel channel;
  private final ClientHandler handler;

  private IsoClient(EventLoopGroup threads, Channel channel, ClientHandler handler) {
    this.threads = threads;
    this.channel = channel;
    this.handler = handler;
  }

  /**
   * Connects, waiting at most the time-out.
   *
   * @throws CompletionException with what went wrong as its cause
   */
  public static IsoClient connect(String host, int port, Duration timeout) {
    Packager packager = Packager.named("iso87ascii", Path.of("kamelets"));
    EventLoopGroup threads = new NioEventLoopGroup(1, new DefaultThreadFactory("iso-client", true));
    ClientHandler handler = new ClientHandler(packager);
    try {
      Channel channel =
          new Bootstrap()
              .group(threads)
              .channel(NioSocketChannel.class)
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
              .option(ChannelOption.TCP_NODELAY, true)
              .handler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel created) {
                      created.pipeline().addLast(new ClientDecoder(packager), handler);
                    }
                  })
              .connect(host, port)
              .syncUninterruptibly()
              .channel();
      return new IsoClient(threads, channel, handler);
    } catch (RuntimeException | Error e) {
      shutdown(threads);
      throw e;
    } catch (Exception e) { // Netty throws what it was given, checked or not.
      shutdown(threads);
      throw new CompletionException(e);
    }
  }

  /**
   * Sends a request. The future ends with its answer, or fails when the connection is closed first;
   * how long to wait is the caller's matter ({@link CompletableFuture#orTimeout}).
   */
  public CompletableFuture<IsoMessage> send(IsoMessage request) {
    return handler.send(channel, request);
  }

  /** Whether the other side has closed the connection, or this one. */
  public boolean isClosed() {
    return !channel.isActive();
  }

  @Override
  public void close() {
    var unused = channel.close().awaitUninterruptibly();
    shutdown(threads);
  }

  private static void shutdown(EventLoopGroup threads) {
    var unused = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
