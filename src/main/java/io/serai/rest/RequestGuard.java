package io.serai.rest;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Answers what netty-http would answer with an empty body or not at all, and everything once the
 * hub is stopping.
 */
final class RequestGuard extends ChannelInboundHandlerAdapter {

  /**
   * Origin form only, of characters that RFC 3986 allows, each percent sign with its two digits.
   */
  private static final Pattern TARGET =
      Pattern.compile("/(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/?]|%(?!2[Ff]|5[Cc])[0-9A-Fa-f]{2})*");

  private static final Set<HttpMethod> NOT_HERE =
      Set.of(HttpMethod.TRACE, HttpMethod.CONNECT, HttpMethod.OPTIONS);

  private final BooleanSupplier stopping;

  RequestGuard(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HttpRequest request)) {
      ctx.fireChannelRead(message);
    } else if (stopping.getAsBoolean()) {
      refuse(ctx, request, ErrorCode.NOT_READY, "The hub is stopping; nothing was done.");
    } else if (request.decoderResult().isFailure()) {
      refuse(ctx, request, ErrorCode.MALFORMED_REQUEST, "This is not an HTTP request.");
    } else if (!request.headers().contains(HttpHeaderNames.HOST)) {
      refuse(ctx, request, ErrorCode.MALFORMED_REQUEST, "The header Host is missing.");
    } else if (NOT_HERE.contains(request.method())) {
      refuse(ctx, request, ErrorCode.METHOD_NOT_ALLOWED, "No path takes this method.");
    } else if (!TARGET.matcher(request.uri()).matches()) {
      refuse(ctx, request, ErrorCode.MALFORMED_REQUEST, "The request's path is not a path.");
    } else {
      hideForms(request);
      ctx.fireChannelRead(message);
    }
  }

  /**
   * netty-http takes a form apart and drops the connection over what is none, such as JSON that
   * curl sends without a content type. No path takes forms, so they go on as bytes and are refused
   * as any other content type.
   */
  private static void hideForms(HttpRequest request) {
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    if (type.toLowerCase(Locale.ROOT).contains("form-urlencoded")) {
      request.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream");
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent) {
      var unused = ctx.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private static void refuse(
      ChannelHandlerContext ctx, HttpRequest request, ErrorCode code, String detail) {
    ReferenceCountUtil.release(request);
    FullHttpResponse answer = RawAnswers.problem(Problem.of(code, detail));
    if (code == ErrorCode.METHOD_NOT_ALLOWED) {
      answer.headers().set(HttpHeaderNames.ALLOW, "GET, POST");
    }
    HttpUtil.setKeepAlive(answer, false);
    ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }
}
