package io.serai.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * The load client: a closed loop on one event loop. Its latencies are those of a client that waits
 * for its answers; a stall delays requests that would have been sent meanwhile, and they are not
 * counted as late.
 */
final class Load {

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

  private Load() {}

  /**
   * Runs a load.
   *
   * @param port where on this machine
   * @param connections how many
   * @param handlers the handlers of a connection, by its number
   * @param warmUp time that is not counted
   * @param time time that is counted
   * @param watch told when counting begins and ends
   */
  static void run(
      int port,
      int connections,
      IntFunction<ChannelHandler[]> handlers,
      Meter meter,
      Duration warmUp,
      Duration time,
      Watch watch)
      throws InterruptedException {
    EventLoopGroup loop = new NioEventLoopGroup(1);
    try {
      List<Channel> channels = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        channels.add(connect(loop, port, handlers.apply(i)));
      }
      var began =
          loop.schedule(
              () -> {
                meter.begin();
                watch.begins();
              },
              warmUp.toMillis(),
              TimeUnit.MILLISECONDS);
      began.await();
      loop.schedule(meter::end, time.toMillis(), TimeUnit.MILLISECONDS).await();
      watch.ends();
      for (Channel channel : channels) {
        if (!channel.closeFuture().await(LAST_ANSWERS.toMillis())) {
          channel.close().await();
        }
      }
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    }
  }

  /** Who wants to know when counting begins and ends. */
  interface Watch {
    void begins();

    void ends();
  }

  private static Channel connect(EventLoopGroup loop, int port, ChannelHandler[] handlers)
      throws InterruptedException {
    return new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handlers);
              }
            })
        .connect("localhost", port)
        .sync()
        .channel();
  }
}
