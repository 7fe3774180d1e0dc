package io.serai.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream into frames and each frame into a message. A frame that cannot be read gets a
 * format-error answer where its header could be read; otherwise its own connection, and no other,
 * is closed: behind a wrong length nobody knows where the next message begins.
 */
final class IsoDecoder extends ByteToMessageDecoder {

  private final LinkConnection connection;
  private final Framing framing;
  private final Packager packager;
  private final long maxFrame;
  private boolean refused;

  IsoDecoder(LinkConnection connection) {
    this.connection = connection;
    this.framing = connection.link().config().framing();
    this.packager = connection.link().packager();
    this.maxFrame = connection.link().config().maxFrame().toBytes();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (refused || connection.isDiscarding()) {
      in.skipBytes(in.readableBytes());
      return;
    }
    // Switching autoRead off may still deliver a read; what is in it stays where it is.
    if (in.readableBytes() < framing.headerBytes() || !connection.isReading()) {
      return;
    }
    if (connection.hold()) {
      connection.read();
      return;
    }
    int length = framing.length(in);
    if (length == 0 || length > maxFrame) {
      refuse(ctx, "a frame says it has " + length + " bytes, allowed are 1 to " + maxFrame);
      return;
    }
    if (in.readableBytes() < framing.headerBytes() + length) {
      return;
    }
    byte[] frame = new byte[length];
    in.skipBytes(framing.headerBytes()).readBytes(frame);
    read(ctx, frame, out);
  }

  /** Goes on with what was left where it was. */
  static void resume(ChannelPipeline pipeline) {
    ChannelHandlerContext here = pipeline.context(IsoDecoder.class);
    if (here != null && here.handler() instanceof IsoDecoder decoder) {
      decoder.connection.read();
      try {
        decoder.channelRead(here, Unpooled.EMPTY_BUFFER);
      } catch (Exception e) {
        here.fireExceptionCaught(e);
      }
    }
  }

  private void read(ChannelHandlerContext ctx, byte[] frame, List<Object> out) {
    Packager.Reading reading = packager.read(frame);
    IsoMessage message = reading.message();
    if (message == null) {
      refuse(ctx, "a frame of " + frame.length + " bytes " + reading.problem());
    } else if (Answers.isAnswer(message)) {
      readAnswer(message, reading.problem(), out);
    } else if (reading.problem() != null) {
      connection.warn(message.mti() + " " + reading.problem() + "; answered 30");
      connection.begun();
      var unused =
          ctx.writeAndFlush(
              Answers.to(message, ResponseCodes.FORMAT_ERROR).build(), ctx.newPromise());
    } else {
      connection.begun();
      out.add(message);
    }
  }

  /** An answer that is not whole is none: its request ends without one, as unknown. */
  private void readAnswer(IsoMessage answer, @Nullable String problem, List<Object> out) {
    if (problem == null) {
      out.add(answer);
    } else {
      connection.warn(answer.mti() + " " + problem + "; it is dropped");
    }
  }

  private void refuse(ChannelHandlerContext ctx, String problem) {
    refused = true;
    connection.warn(problem + "; the connection is closed");
    var unused = ctx.close();
  }
}
