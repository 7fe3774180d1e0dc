package io.serai.iso8583;

import io.netty.buffer.ByteBuf;

/** How the messages of a link are told apart. */
public enum Framing {
  /** Two bytes before each message hold its length, without themselves, high byte first. */
  TWO_BYTE_BINARY("2-byte binary", 2) {
    @Override
    int length(ByteBuf in) {
      return in.getUnsignedShort(in.readerIndex());
    }

    @Override
    void writeLength(ByteBuf out, int length) {
      out.writeShort(length);
    }
  };

  private final String word;
  private final int headerBytes;

  Framing(String word, int headerBytes) {
    this.word = word;
    this.headerBytes = headerBytes;
  }

  /** The name in {@code links.yaml}. */
  public String word() {
    return word;
  }

  /** How many bytes say the length. */
  int headerBytes() {
    return headerBytes;
  }

  /** The length that the next bytes say; the header is complete and is not consumed. */
  abstract int length(ByteBuf in);

  abstract void writeLength(ByteBuf out, int length);
}
