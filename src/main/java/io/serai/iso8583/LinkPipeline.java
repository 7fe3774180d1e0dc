package io.serai.iso8583;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up each connection of a link, or refuses it. */
final class LinkPipeline extends ChannelInitializer<Channel> {

  private static final Logger LOG = LoggerFactory.getLogger(LinkPipeline.class);

  /** Which connection a channel is. */
  static final AttributeKey<LinkConnection> CONNECTION = AttributeKey.valueOf("serai.iso8583");

  /** Answers come from other threads, many at once: without this each costs a system call. */
  private static final int FLUSH_AT_THE_LATEST_AFTER = 256;

  private final Link link;
  private final @Nullable SslContext tls;
  private final @Nullable InetSocketAddress dialed;

  /**
   * A pipeline.
   *
   * @param link whose connections
   * @param tls what protects them, or null
   * @param dialed whom we dialed, or null where we listen
   */
  LinkPipeline(Link link, @Nullable SslContext tls, @Nullable InetSocketAddress dialed) {
    this.link = link;
    this.tls = tls;
    this.dialed = dialed;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (dialed == null && !isAllowed(channel)) {
      refuse(channel, "is not in allowed_sources");
      return;
    }
    LinkConnection connection =
        dialed == null
            ? new LinkConnection(link, channel)
            : new LinkConnection(link, channel, name(dialed) + " " + channel.id().asShortText());
    channel.attr(CONNECTION).set(connection);
    if (!link.add(connection)) {
      refuse(channel, "there are " + link.config().peer().connections() + " connections already");
      return;
    }
    ChannelPipeline pipeline = channel.pipeline();
    if (tls != null) {
      pipeline.addLast(tls(channel, tls));
    }
    long echoMillis = link.config().session().echo().toMillis();
    if (echoMillis > 0) {
      pipeline.addLast(new IdleStateHandler(echoMillis, 0, 0, TimeUnit.MILLISECONDS));
    }
    pipeline
        .addLast(new FlushConsolidationHandler(FLUSH_AT_THE_LATEST_AFTER, true))
        .addLast(new IsoEncoder(connection))
        .addLast(new IsoDecoder(connection))
        .addLast(new LinkHandler(connection, connection.session()));
  }

  private SslHandler tls(Channel channel, SslContext context) {
    return dialed == null
        ? context.newHandler(channel.alloc())
        : context.newHandler(channel.alloc(), dialed.getHostString(), dialed.getPort());
  }

  /** Whom we dial, for people. */
  static String name(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private boolean isAllowed(Channel channel) {
    List<Network> allowed = link.config().peer().allowed();
    return allowed.isEmpty() || allowed.stream().anyMatch(n -> n.has(channel.remoteAddress()));
  }

  private void refuse(Channel channel, String why) {
    LOG.warn("Link {}, {}: {}; closed", link.config().name(), channel.remoteAddress(), why);
    var unused = channel.close();
  }
}
