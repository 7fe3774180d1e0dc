package io.serai.provider.tcp;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.serai.payment.SendBy;

/**
 * Puts the length before each message, and lets none out after its time: the connection may have
 * taken so long that the payment was given up meanwhile.
 */
public final class FrameEncoder extends FrameFormat {

  @Override
  public ChannelHandler newChannelHandler() {
    return new Writer(length());
  }

  private static final class Writer extends ChannelOutboundHandlerAdapter {

    private final Length length;

    Writer(Length length) {
      this.length = length;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      if (!(message instanceof byte[] bytes)) {
        promise.setFailure(new NotFramedException("a message is bytes; convert it before"));
        return;
      }
      SendBy sendBy = ctx.channel().attr(RequestState.SEND_BY).get();
      if (sendBy != null && sendBy.hasPassed()) {
        promise.setFailure(new TooLateToSendException());
        return;
      }
      byte[] prefix;
      try {
        prefix = length.write(bytes.length);
      } catch (IllegalArgumentException e) {
        promise.setFailure(new NotFramedException(String.valueOf(e.getMessage())));
        return;
      }
      var unused = ctx.write(Unpooled.wrappedBuffer(prefix, bytes), promise);
    }
  }
}
