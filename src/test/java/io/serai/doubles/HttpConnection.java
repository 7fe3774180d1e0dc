package io.serai.doubles;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;

/** One connection: answers requests one after the other, also when a caller pipelines them. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // Netty writes and closes; a failed one closes the channel
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest>
    implements Listener.Answering {

  private static final byte[] NOT_JSON = "{\"half\": an ans\u0001".getBytes(StandardCharsets.UTF_8);

  private static final int MAX_BODY = 1 << 23;

  private final Service<HttpCall> service;
  private final Queue<Asked> waiting = new ArrayDeque<>();
  private volatile boolean answering;
  private volatile boolean last;

  private record Asked(HttpCall call, boolean keepAlive) {}

  /** The handlers of a connection. */
  static ChannelHandler[] handlers(Service<HttpCall> service) {
    return new ChannelHandler[] {
      new HttpServerCodec(), new HttpObjectAggregator(MAX_BODY), new HttpConnection(service)
    };
  }

  HttpConnection(Service<HttpCall> service) {
    this.service = service;
  }

  @Override
  public boolean idle() {
    return !answering;
  }

  @Override
  public void endAfterAnswer() {
    last = true;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    waiting.add(new Asked(HttpCall.of(request), HttpUtil.isKeepAlive(request)));
    next(ctx);
  }

  private void next(ChannelHandlerContext ctx) {
    Asked asked = answering ? null : waiting.poll();
    if (asked == null) {
      return;
    }
    answering = true;
    service
        .serve(asked.call())
        .exceptionally(
            e -> new Reply.Json(500, Map.of("error", "the double failed: " + e.getMessage())))
        .thenAccept(reply -> ctx.executor().execute(() -> answer(ctx, reply, asked.keepAlive())));
  }

  private void answer(ChannelHandlerContext ctx, Reply reply, boolean keepAlive) {
    if (reply instanceof Reply.Json json) {
      byte[] body = Json.write(json.body()).getBytes(StandardCharsets.UTF_8);
      write(ctx, HttpResponseStatus.valueOf(json.status()), body, keepAlive);
    } else if (reply instanceof Reply.Garbage) {
      write(ctx, HttpResponseStatus.OK, NOT_JSON, keepAlive);
    } else if (reply instanceof Reply.Reset) {
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      ctx.close();
    }
    // Silence: nothing, and the connection stays busy until its caller closes it
  }

  private void write(
      ChannelHandlerContext ctx, HttpResponseStatus status, byte[] body, boolean keepAlive) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    boolean close = last || !keepAlive;
    if (close) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    answering = false;
    ChannelFuture written = ctx.writeAndFlush(response);
    if (close) {
      written.addListener(ChannelFutureListener.CLOSE);
    } else {
      next(ctx);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
