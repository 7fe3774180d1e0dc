package io.serai.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jpos.iso.ISOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers, and tells the connection what became of those it expects. */
final class IsoEncoder extends ChannelOutboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(IsoEncoder.class);

  private final LinkConnection connection;
  private final Framing framing;
  private final Packager packager;

  IsoEncoder(LinkConnection connection) {
    this.connection = connection;
    this.framing = connection.link().config().framing();
    this.packager = connection.link().packager();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
      throws Exception {
    if (!(message instanceof IsoMessage answer)) {
      super.write(ctx, message, promise);
      return;
    }
    var unused =
        promise.addListener(
            done -> {
              if (done.isSuccess()) {
                connection.written(answer);
              } else {
                connection.lost(answer);
              }
              connection.ended();
            });
    try {
      var unusedWrite = ctx.write(frame(ctx, answer), promise);
    } catch (ISOException | RuntimeException e) {
      // Only the type: jPOS quotes values.
      LOG.error("Link {}: {} cannot be packed, so nothing is answered", connection, answer.mti());
      promise.tryFailure(e);
    }
  }

  /**
   * While the hub stops, a connection is closed behind its last answer: Camel counts a request as
   * done a moment before its answer is written.
   */
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) throws Exception {
    if (connection.link().isReading()) {
      super.close(ctx, promise);
    } else {
      connection.whenAllAnswered(
          () -> {
            var unused = ctx.close(promise);
          });
    }
  }

  private ByteBuf frame(ChannelHandlerContext ctx, IsoMessage answer) throws ISOException {
    byte[] bytes = packager.pack(answer);
    ByteBuf out = ctx.alloc().buffer(framing.headerBytes() + bytes.length);
    framing.writeLength(out, bytes.length);
    return out.writeBytes(bytes);
  }
}
