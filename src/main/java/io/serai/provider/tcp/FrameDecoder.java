package io.serai.provider.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/**
 * Takes whole messages out of what a provider sends, as bytes. What has no length ends the
 * connection, and the request that waits on it ends without an answer.
 */
public final class FrameDecoder extends FrameFormat {

  @Override
  public ChannelHandler newChannelHandler() {
    return new Reader(length());
  }

  private static final class Reader extends ByteToMessageDecoder {

    private final Length length;

    Reader(Length length) {
      this.length = length;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
      if (in.readableBytes() < length.size()) {
        return;
      }
      int frame = length.read(ByteBufUtil.getBytes(in, in.readerIndex(), length.size()));
      if (frame < 0) {
        in.skipBytes(in.readableBytes());
        throw new CorruptedFrameException("no length before the message, or one that is too great");
      }
      if (in.readableBytes() >= length.size() + frame) {
        in.skipBytes(length.size());
        byte[] message = new byte[frame];
        in.readBytes(message);
        out.add(message);
      }
    }
  }
}
