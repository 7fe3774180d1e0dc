package io.serai.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** A terminal's connection: answers may come in any order and are matched by DE11. */
final class IsoLoad extends LoadHandler<ByteBuf> {

  private static final String APPROVED = "00";
  private static final int FRAME = 256;

  private final IsoFrame frame;
  private final long[] next;

  IsoLoad(Meter meter, int inFlight, Pace pace, IsoFrame frame) {
    super(meter, inFlight, pace);
    this.frame = frame;
    this.next = new long[inFlight];
    for (int place = 0; place < inFlight; place++) {
      next[place] = place;
    }
  }

  @Override
  ByteBuf request(ChannelHandlerContext ctx, int place) {
    ByteBuf out = ctx.alloc().buffer(FRAME);
    frame.write(out, next[place]);
    // The window divides a million, so a number's place is the remainder of its DE11.
    next[place] += window();
    return out;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf answer) {
    answered(ctx, frame.stan(answer) % window(), IsoFrame.responseCode(answer), APPROVED);
  }
}
