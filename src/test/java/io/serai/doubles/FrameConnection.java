package io.serai.doubles;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One connection with a length before each message. Each request is answered by itself, so that one
 * that is held back does not hold back the others.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty writes and closes; a failed one closes it
final class FrameConnection extends ChannelInboundHandlerAdapter implements Listener.Answering {

  /** How the length is written before a message. */
  enum Prefix {
    FOUR_DIGITS(4) {
      @Override
      int read(ByteBuf in) {
        return Integer.parseInt(in.readCharSequence(4, StandardCharsets.US_ASCII).toString());
      }

      @Override
      void write(ByteBuf out, int length) {
        out.writeCharSequence("%04d".formatted(length), StandardCharsets.US_ASCII);
      }
    },
    TWO_BYTES(2) {
      @Override
      int read(ByteBuf in) {
        return in.readUnsignedShort();
      }

      @Override
      void write(ByteBuf out, int length) {
        out.writeShort(length);
      }
    };

    private final int size;

    Prefix(int size) {
      this.size = size;
    }

    abstract int read(ByteBuf in);

    abstract void write(ByteBuf out, int length);
  }

  private static final byte[] NO_MESSAGE = "?\u0001 no message".getBytes(StandardCharsets.UTF_8);

  private final Service<byte[]> service;
  private final Prefix prefix;
  private volatile int answering;
  private volatile boolean last;

  private FrameConnection(Service<byte[]> service, Prefix prefix) {
    this.service = service;
    this.prefix = prefix;
  }

  /** The handlers of a connection. */
  static ChannelHandler[] handlers(Service<byte[]> service, Prefix prefix) {
    return new ChannelHandler[] {new Reader(prefix), new FrameConnection(service, prefix)};
  }

  private static final class Reader extends ByteToMessageDecoder {

    private final Prefix prefix;

    Reader(Prefix prefix) {
      this.prefix = prefix;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
      if (in.readableBytes() < prefix.size) {
        return;
      }
      in.markReaderIndex();
      int length = prefix.read(in);
      if (in.readableBytes() < length) {
        in.resetReaderIndex();
        return;
      }
      byte[] message = new byte[length];
      in.readBytes(message);
      out.add(message);
    }
  }

  @Override
  public boolean idle() {
    return answering == 0;
  }

  @Override
  public void endAfterAnswer() {
    last = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    count(1);
    service
        .serve((byte[]) message)
        .thenAccept(reply -> ctx.executor().execute(() -> answer(ctx, reply)));
  }

  /** On the connection's own thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void count(int more) {
    answering += more;
  }

  private void answer(ChannelHandlerContext ctx, Reply reply) {
    if (reply instanceof Reply.Bytes bytes) {
      write(ctx, bytes.message());
    } else if (reply instanceof Reply.Garbage) {
      write(ctx, NO_MESSAGE);
    } else if (reply instanceof Reply.Reset) {
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      ctx.close();
    } else {
      count(-1); // silence: nothing will come, and nobody waits here to say it
    }
  }

  private void write(ChannelHandlerContext ctx, byte[] message) {
    ByteBuf frame = Unpooled.buffer(message.length + prefix.size);
    prefix.write(frame, message.length);
    ChannelFuture written = ctx.writeAndFlush(frame.writeBytes(message));
    count(-1);
    if (last) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
