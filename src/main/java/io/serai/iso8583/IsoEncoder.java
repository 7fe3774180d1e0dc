package io.serai.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jpos.iso.ISOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes requests and answers, and tells the connection what became of its answers. */
final class IsoEncoder extends ChannelOutboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(IsoEncoder.class);

  private final LinkConnection connection;
  private final Frames frames;
  private final Packager packager;

  IsoEncoder(LinkConnection connection) {
    this.connection = connection;
    this.frames = connection.link().config().format().frames();
    this.packager = connection.link().packager();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof Pending request) {
      write(ctx, request, promise);
    } else if (message instanceof IsoMessage answer) {
      write(ctx, answer, promise);
    } else {
      super.write(ctx, message, promise);
    }
  }

  private void write(ChannelHandlerContext ctx, Pending request, ChannelPromise promise) {
    try {
      var unused = ctx.write(frame(ctx, request.sent()), promise);
    } catch (ISOException | RuntimeException e) {
      // Only the type: jPOS quotes values.
      LOG.error(
          "Link {}: {} cannot be packed, so it is not sent", connection, request.sent().mti());
      promise.tryFailure(new NotSentException.Unpackable(connection.link().config().name()));
    }
  }

  private void write(ChannelHandlerContext ctx, IsoMessage answer, ChannelPromise promise) {
    var unused =
        promise.addListener(
            done -> {
              if (done.isSuccess()) {
                connection.approvals().written(answer);
              } else {
                connection.approvals().lost(answer);
              }
              connection.intake().ended();
            });
    try {
      var unusedWrite = ctx.write(frame(ctx, answer), promise);
    } catch (ISOException | RuntimeException e) {
      // Only the type: jPOS quotes values.
      LOG.error("Link {}: {} cannot be packed, so nothing is answered", connection, answer.mti());
      promise.tryFailure(e);
    }
  }

  private ByteBuf frame(ChannelHandlerContext ctx, IsoMessage answer) throws ISOException {
    return frames.frame(ctx.alloc(), packager.pack(answer));
  }
}
