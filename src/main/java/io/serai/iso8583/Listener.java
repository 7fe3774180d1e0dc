package io.serai.iso8583;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts the connections of a listening link. */
final class Listener implements LinkSockets {

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int BACKLOG = 1024;

  private final Link link;
  private final @Nullable SslContext tls;
  private final EventLoopGroup acceptor;
  private final EventLoopGroup workers;
  private final List<Channel> listening = new CopyOnWriteArrayList<>();

  Listener(Link link, @Nullable SslContext tls, EventLoopGroup acceptor, EventLoopGroup workers) {
    this.link = link;
    this.tls = tls;
    this.acceptor = acceptor;
    this.workers = workers;
  }

  @Override
  public void open() {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptor, workers)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(new LinkPipeline(link, tls, null));
    for (InetSocketAddress address : link.config().peer().addresses()) {
      var at = new InetSocketAddress(address.getHostString(), address.getPort());
      ChannelFuture bound = bootstrap.bind(at).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        stop();
        throw new SeraiException(
            ErrorCode.CONFIGURATION,
            "links",
            "links." + link.config().name() + ".address: cannot listen on " + address,
            bound.cause());
      }
      listening.add(bound.channel());
      LOG.info("Link {} listens on {}", link.config().name(), bound.channel().localAddress());
    }
  }

  /** The ports that it listens on. */
  List<Integer> ports() {
    return listening.stream()
        .map(channel -> ((InetSocketAddress) channel.localAddress()).getPort())
        .toList();
  }

  @Override
  public void stop() {
    listening.forEach(channel -> channel.close().awaitUninterruptibly());
  }
}
