package io.serai.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jpos.iso.ISOException;

/**
 * Cuts a stream of bytes into frames, and makes frames of messages. A frame's bytes are taken only
 * once all are there, and a length is believed only up to the limit. It keeps no state.
 */
record Frames(Framing framing, int longest) {

  Frames {
    if (longest > framing.longest()) {
      throw new IllegalArgumentException(
          "'" + framing.word() + "' takes messages of at most " + framing.longest() + " bytes");
    }
  }

  /** What the next bytes are. */
  sealed interface Next {

    /** Not all of a frame is there yet; nothing was consumed. */
    record Incomplete() implements Next {}

    /** A length of zero: the peer says that it is still there. It was consumed. */
    record KeepAlive() implements Next {}

    /**
     * A whole frame, consumed.
     *
     * @param bytes without the length
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
    record Whole(byte[] bytes) implements Next {}

    /**
     * No frame: where the next one begins is not known.
     *
     * @param problem for the log; it quotes nothing
     */
    record Refused(String problem) implements Next {}
  }

  private static final Next INCOMPLETE = new Next.Incomplete();
  private static final Next KEEP_ALIVE = new Next.KeepAlive();

  Next next(ByteBuf in) {
    int head = framing.headerBytes();
    if (in.readableBytes() < head) {
      return INCOMPLETE;
    }
    int length = framing.length(in);
    if (length < 0) {
      return new Next.Refused("the bytes before a frame are no length (" + framing.word() + ")");
    }
    if (length > longest) {
      return new Next.Refused(
          "a frame says it has " + length + " bytes, allowed are 1 to " + longest);
    }
    if (in.readableBytes() < head + length) {
      return INCOMPLETE;
    }
    in.skipBytes(head);
    if (length == 0) {
      return KEEP_ALIVE;
    }
    byte[] frame = new byte[length];
    in.readBytes(frame);
    return new Next.Whole(frame);
  }

  /**
   * A message behind its length.
   *
   * @throws ISOException if it is longer than the framing can say
   */
  ByteBuf frame(ByteBufAllocator memory, byte[] message) throws ISOException {
    if (message.length > framing.longest()) {
      throw new ISOException("a message of " + message.length + " bytes is too long for its frame");
    }
    ByteBuf out = memory.buffer(framing.headerBytes() + message.length);
    framing.writeLength(out, message.length);
    return out.writeBytes(message);
  }

  /** What answers a keep-alive: another one. */
  ByteBuf keepAlive(ByteBufAllocator memory) {
    ByteBuf out = memory.buffer(framing.headerBytes());
    framing.writeLength(out, 0);
    return out;
  }
}
