package io.serai.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;

/** An upstream's connection: one charge after the other, each with a key of its own. */
final class RestLoad extends LoadHandler<FullHttpResponse> {

  private static final String BODY =
      "{\"amount\":1000,\"currency\":\"JPY\",\"reference\":\"order-1\","
          + "\"method\":{\"type\":\"card\",\"token\":\"tok_visa\",\"brand\":\"visa\"}}";
  private static final int REQUEST = 512;

  private final byte[] head;
  private final byte[] rest;
  private long number;

  /**
   * A connection.
   *
   * @param name no two connections of a run share one
   */
  RestLoad(Meter meter, String apiKey, String name) {
    super(meter, 1, Pace.NONE);
    head =
        ("POST /v1/charges HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + apiKey
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + BODY.length()
                + "\r\nIdempotency-Key: "
                + name
                + "-")
            .getBytes(US_ASCII);
    rest = ("\r\n\r\n" + BODY).getBytes(US_ASCII);
  }

  @Override
  ByteBuf request(ChannelHandlerContext ctx, int place) {
    ByteBuf out = ctx.alloc().buffer(REQUEST).writeBytes(head);
    out.writeCharSequence(Long.toString(number++), US_ASCII);
    return out.writeBytes(rest);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse answer) {
    answered(ctx, 0, String.valueOf(answer.status().code()), "201");
  }
}
