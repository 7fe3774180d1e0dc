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
  private final Frames frames;
  private final KeepAlive keepAlive;
  private final Packager packager;
  private final HalfFrame half;
  private boolean refused;

  IsoDecoder(LinkConnection connection) {
    this.connection = connection;
    this.frames = connection.link().config().format().frames();
    this.keepAlive = connection.link().config().format().keepAlive();
    this.packager = connection.link().packager();
    this.half = new HalfFrame(connection);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (refused || connection.intake().isDiscarding()) {
      in.skipBytes(in.readableBytes());
      return;
    }
    // Switching autoRead off may still deliver a read; what is in it stays where it is.
    if (!connection.intake().isReading()) {
      return;
    }
    if (connection.intake().hold()) {
      connection.intake().read();
      return;
    }
    Frames.Next next = frames.next(in);
    if (next instanceof Frames.Next.Incomplete) {
      half.isOpen();
      return;
    }
    half.isWhole();
    if (next instanceof Frames.Next.Whole frame) {
      read(ctx, frame.bytes(), out);
    } else if (next instanceof Frames.Next.Refused wrong) {
      refuse(ctx, wrong.problem());
    } else if (next instanceof Frames.Next.KeepAlive) {
      keepAlive(ctx);
    }
  }

  private void keepAlive(ChannelHandlerContext ctx) {
    switch (keepAlive) {
      case REFUSE -> refuse(ctx, "a frame has no bytes");
      case IGNORE -> {}
      case ANSWER -> {
        var unused = ctx.writeAndFlush(frames.keepAlive(ctx.alloc()));
      }
    }
  }

  /** Goes on with what was left where it was. */
  static void resume(ChannelPipeline pipeline) {
    ChannelHandlerContext here = pipeline.context(IsoDecoder.class);
    if (here != null && here.handler() instanceof IsoDecoder decoder) {
      decoder.connection.intake().read();
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
      refuse(ctx, message, reading);
    } else {
      connection.intake().begun();
      out.add(message);
    }
  }

  private void refuse(ChannelHandlerContext ctx, IsoMessage message, Packager.Reading reading) {
    String code = reading.code();
    String what = message.mti() + " " + reading.problem();
    if (code == null) {
      connection.warn(what + "; it is dropped");
      return;
    }
    connection.warn(what + "; answered " + code);
    connection.intake().begun();
    var unused = ctx.writeAndFlush(Answers.to(message, code).build(), ctx.newPromise());
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
    connection.link().meters().refused();
    connection.warn(problem + "; the connection is closed");
    var unused = ctx.close();
  }
}
