package io.serai.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import java.util.List;

/** Cuts the stream of answers into messages. */
final class ClientDecoder extends ByteToMessageDecoder {

  static final Frames FRAMES =
      new Frames(Framing.TWO_BYTE_BINARY, Framing.TWO_BYTE_BINARY.longest());

  private final Packager packager;

  ClientDecoder(Packager packager) {
    this.packager = packager;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    Frames.Next next = FRAMES.next(in);
    if (next instanceof Frames.Next.Whole frame) {
      out.add(message(frame.bytes()));
    } else if (next instanceof Frames.Next.Refused wrong) {
      throw new DecoderException(wrong.problem());
    }
  }

  private IsoMessage message(byte[] frame) {
    Packager.Reading reading = packager.read(frame);
    IsoMessage message = reading.message();
    if (message == null || reading.problem() != null) {
      throw new DecoderException("the answer " + reading.problem());
    }
    return message;
  }
}
