package io.serai.iso8583;

import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sets up each connection that a {@code netty:} consumer accepts for a link; named in YAML as
 * {@code serverInitializerFactory}.
 */
final class LinkInitializer extends ServerInitializerFactory {

  /** Answers come from other threads, many at once: without this each costs a system call. */
  private static final int FLUSH_AT_THE_LATEST_AFTER = 256;

  private final Link link;
  private final AnswerMapper answers;
  private final @Nullable NettyConsumer consumer;

  LinkInitializer(Link link, AnswerMapper answers) {
    this(link, answers, null);
  }

  private LinkInitializer(Link link, AnswerMapper answers, @Nullable NettyConsumer consumer) {
    this.link = link;
    this.answers = answers;
    this.consumer = consumer;
  }

  @Override
  public ServerInitializerFactory createPipelineFactory(NettyConsumer consumer) {
    return new LinkInitializer(link, answers, consumer);
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
  }
}
