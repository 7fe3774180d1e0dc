package io.serai.rest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.serai.intake.JsonBody;
import io.serai.payment.Problem;
import java.util.Map;

/** Problems that are answered before there is an exchange. */
final class RawAnswers {

  private RawAnswers() {}

  static FullHttpResponse problem(Problem problem) {
    Map<String, Object> members = problem.members();
    members.put("trace_id", Trace.random());
    ByteBuf body = Unpooled.wrappedBuffer(JsonBody.bytes(members));
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(problem.status()), body);
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    return answer;
  }
}
