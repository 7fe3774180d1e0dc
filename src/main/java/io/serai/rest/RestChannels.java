package io.serai.rest;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/**
 * Gives netty-http's channel what it lacks: bodies that are too long and requests that are not HTTP
 * are answered as problems, connections on which nothing goes either way are closed, and pipelined
 * requests are taken one after another, because asynchronous answers would otherwise overtake each
 * other and reach the wrong request. When the hub begins to stop, what comes in is answered 503 and
 * what was taken is answered before its connection closes (I9).
 *
 * <p>The entry names it as an encoder, which is the place right behind the HTTP codec; netty-http
 * takes no pipeline factory for a port that routes share.
 */
@Component("restChannels")
final class RestChannels extends DefaultChannelHandlerFactory
    implements ApplicationListener<ContextClosedEvent> {

  private static final int LONGEST_SILENCE_SECONDS = 300;

  /** Shorter answers only grow. */
  private static final int SHORTEST_GZIP_BYTES = 512;

  /** The longest body that is read where the contract does not say otherwise. */
  static final int LONGEST_BODY_BYTES = 64 * 1024;

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Contract contract;

  RestChannels(Contract contract) {
    this.contract = contract;
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new Installer(stopping::get, contract);
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    stopping.set(true);
  }

  /** Puts the handlers of one channel behind itself. */
  private static final class Installer extends ChannelHandlerAdapter {

    private final BooleanSupplier stopping;
    private final Contract contract;

    Installer(BooleanSupplier stopping, Contract contract) {
      this.stopping = stopping;
      this.contract = contract;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      ctx.pipeline()
          .addAfter(ctx.name(), "rest-guard", new RequestGuard(stopping))
          .addAfter(ctx.name(), "rest-gzip", new GzipAnswers(SHORTEST_GZIP_BYTES))
          .addAfter(
              ctx.name(),
              "rest-whole-long",
              new WholeRequests(contract.longestBody(), request -> true))
          .addAfter(ctx.name(), "rest-whole", new WholeRequests(LONGEST_BODY_BYTES, this::isUsual))
          .addAfter(ctx.name(), "rest-one-at-a-time", new OneAtATime(stopping))
          .addAfter(ctx.name(), "rest-flow", new FlowControlHandler())
          .addAfter(ctx.name(), "rest-idle", new IdleStateHandler(0, 0, LONGEST_SILENCE_SECONDS));
    }

    private boolean isUsual(HttpRequest request) {
      String path = request.uri().replaceFirst("\\?.*", "");
      return contract.longestBody(path) <= LONGEST_BODY_BYTES;
    }
  }
}
