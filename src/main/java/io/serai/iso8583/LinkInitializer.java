package io.serai.iso8583;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Sets up each connection that a {@code netty:} consumer accepts for a link; named in YAML as
 * {@code serverInitializerFactory}. When the hub begins to stop, nothing more is read from any of
 * them; what was read is answered before Camel closes them (I9).
 */
final class LinkInitializer extends ServerInitializerFactory
    implements ApplicationListener<ContextClosedEvent> {

  /** Answers come from other threads, many at once: without this each costs a system call. */
  private static final int FLUSH_AT_THE_LATEST_AFTER = 256;

  private final Link link;
  private final AnswerMapper answers;
  private final @Nullable NettyConsumer consumer;
  private final ChannelGroup connections;

  LinkInitializer(Link link, AnswerMapper answers) {
    this(link, answers, null, new DefaultChannelGroup(GlobalEventExecutor.INSTANCE));
  }

  private LinkInitializer(
      Link link, AnswerMapper answers, @Nullable NettyConsumer consumer, ChannelGroup connections) {
    this.link = link;
    this.answers = answers;
    this.consumer = consumer;
    this.connections = connections;
  }

  @Override
  public ServerInitializerFactory createPipelineFactory(NettyConsumer consumer) {
    return new LinkInitializer(link, answers, consumer, connections);
  }

  @Override
  protected void initChannel(Channel channel) {
    if (consumer == null) {
      throw new IllegalStateException("only a netty: consumer makes connections of a link");
    }
    LinkConnection connection = new LinkConnection(link, channel);
    channel
        .pipeline()
        .addLast(new FlushConsolidationHandler(FLUSH_AT_THE_LATEST_AFTER, true))
        .addLast(new IsoEncoder(connection))
        .addLast(new IsoDecoder(connection))
        .addLast(new LinkHandler(consumer, connection, answers));
    connections.add(channel);
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    stopReading();
  }

  /** Takes no more requests; answers are still written. There is no way back. */
  void stopReading() {
    link.stopReading();
    connections.forEach(channel -> channel.config().setAutoRead(false));
  }

  /** Whether requests are still taken. */
  boolean isReading() {
    return link.isReading();
  }

  /** How many connections are open. */
  int connections() {
    return connections.size();
  }
}
