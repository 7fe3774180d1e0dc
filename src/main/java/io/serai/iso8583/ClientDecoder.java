package io.serai.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import java.util.List;

/** Cuts the stream of answers into messages. */
final class ClientDecoder extends ByteToMessageDecoder {

  private static final Framing FRAMING = Framing.TWO_BYTE_BINARY;

  private final Packager packager;

  ClientDecoder(Packager packager) {
    this.packager = packager;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < FRAMING.headerBytes()) {
      return;
    }
    int length = FRAMING.length(in);
    if (in.readableBytes() < FRAMING.headerBytes() + length) {
      return;
    }
    byte[] frame = new byte[length];
    in.skipBytes(FRAMING.headerBytes()).readBytes(frame);
    Packager.Reading reading = packager.read(frame);
    IsoMessage message = reading.message();
    if (message == null || reading.problem() != null) {
      throw new DecoderException("the answer " + reading.problem());
    }
    out.add(message);
  }
}
