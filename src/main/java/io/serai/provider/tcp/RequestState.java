package io.serai.provider.tcp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SendBy;
import org.apache.camel.component.netty.NettyCamelState;
import org.apache.camel.component.netty.NettyCamelStateCorrelationManager;
import org.jspecify.annotations.Nullable;

/**
 * Which request waits on a connection: one at a time. It also hands the time after which nothing is
 * sent from the exchange to the connection, where {@link FrameEncoder} keeps to it.
 */
public final class RequestState implements NettyCamelStateCorrelationManager {

  static final AttributeKey<SendBy> SEND_BY = AttributeKey.valueOf("serai.send_by");

  private static final AttributeKey<NettyCamelState> STATE = AttributeKey.valueOf("serai.request");

  @Override
  public void putState(Channel channel, NettyCamelState state) {
    channel.attr(STATE).set(state);
    channel.attr(SEND_BY).set(state.getExchange().getProperty(ExchangeKeys.SEND_BY, SendBy.class));
  }

  @Override
  public void removeState(ChannelHandlerContext ctx, Channel channel) {
    channel.attr(STATE).set(null);
  }

  @Override
  public @Nullable NettyCamelState getState(
      ChannelHandlerContext ctx, Channel channel, Object message) {
    return channel.attr(STATE).get();
  }

  @Override
  public @Nullable NettyCamelState getState(
      ChannelHandlerContext ctx, Channel channel, Throwable cause) {
    return channel.attr(STATE).get();
  }
}
