package io.serai.rest;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives netty-http's channel what it lacks: bodies that are too long and requests that are not HTTP
 * are answered as problems, connections on which nothing goes either way are closed, and pipelined
 * requests are taken one after another, because asynchronous answers would otherwise overtake each
 * other and reach the wrong request.
 *
 * <p>The entry names it as an encoder, which is the place right behind the HTTP codec; netty-http
 * takes no pipeline factory for a port that routes share.
 */
@Component("restChannels")
final class RestChannels extends DefaultChannelHandlerFactory {

  private static final int LONGEST_SILENCE_SECONDS = 300;

  /** The longest body that is read. */
  static final int LONGEST_BODY_BYTES = 64 * 1024;

  @Override
  public ChannelHandler newChannelHandler() {
    return new Installer();
  }

  /** Puts the handlers of one channel behind itself. */
  private static final class Installer extends ChannelHandlerAdapter {
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      ctx.pipeline()
          .addAfter(ctx.name(), "rest-guard", new RequestGuard())
          .addAfter(ctx.name(), "rest-whole", new WholeRequests(LONGEST_BODY_BYTES))
          .addAfter(ctx.name(), "rest-one-at-a-time", new OneAtATime())
          .addAfter(ctx.name(), "rest-flow", new FlowControlHandler())
          .addAfter(ctx.name(), "rest-idle", new IdleStateHandler(0, 0, LONGEST_SILENCE_SECONDS));
    }
  }
}
