package io.serai.rest;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import java.util.function.Predicate;

/**
 * Gathers a request, if it is one of those that it takes; one that is too long is answered 413 with
 * a problem and not kept.
 */
final class WholeRequests extends HttpObjectAggregator {

  private final int longest;
  private final Predicate<HttpRequest> taken;

  WholeRequests(int longest, Predicate<HttpRequest> taken) {
    super(longest);
    this.longest = longest;
    this.taken = taken;
  }

  @Override
  protected boolean isStartMessage(HttpObject message) throws Exception {
    return super.isStartMessage(message)
        && (!(message instanceof HttpRequest request) || taken.test(request));
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    var answer =
        RawAnswers.problem(
            Problem.of(ErrorCode.BODY_TOO_LARGE, "The body is longer than " + longest + " bytes."));
    HttpUtil.setKeepAlive(answer, false);
    // The rest is read and dropped, so that the client gets to see the answer; only a body that
    // announces itself as far too long is cut off.
    boolean ends = HttpUtil.getContentLength(oversized, -1L) <= 16L * longest;
    ctx.writeAndFlush(answer)
        .addListener(
            HttpUtil.is100ContinueExpected(oversized) || !ends
                ? ChannelFutureListener.CLOSE
                : ChannelFutureListener.CLOSE_ON_FAILURE);
  }
}
