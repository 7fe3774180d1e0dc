package io.serai.rest;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;

/** Gathers a request; one that is too long is answered 413 with a problem and not kept. */
final class WholeRequests extends HttpObjectAggregator {

  private final int longest;

  WholeRequests(int longest) {
    super(longest);
    this.longest = longest;
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
