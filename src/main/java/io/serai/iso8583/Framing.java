package io.serai.iso8583;

import io.netty.buffer.ByteBuf;

/** How the messages of a link are told apart: what stands before each and says its length. */
public enum Framing {
  /** Two bytes before each message hold its length, without themselves, high byte first. */
  TWO_BYTE_BINARY("2-byte binary", 2, 0xFFFF) {
    @Override
    int length(ByteBuf in) {
      return in.getUnsignedShort(in.readerIndex());
    }

    @Override
    void writeLength(ByteBuf out, int length) {
      out.writeShort(length);
    }
  },

  /** The same, but the length counts its own two bytes; 0 and 2 both say that nothing follows. */
  TWO_BYTE_BINARY_INCLUSIVE("2-byte binary inclusive", 2, 0xFFFF - 2) {
    @Override
    int length(ByteBuf in) {
      int all = in.getUnsignedShort(in.readerIndex());
      return all == 0 ? 0 : Math.max(NO_LENGTH, all - headerBytes());
    }

    @Override
    void writeLength(ByteBuf out, int length) {
      out.writeShort(length + headerBytes());
    }
  },

  /** Four digits in ASCII, without themselves. */
  FOUR_ASCII_DIGITS("4 ASCII digits", 4, 9999) {
    @Override
    int length(ByteBuf in) {
      int length = 0;
      for (int i = 0; i < headerBytes(); i++) {
        int digit = in.getByte(in.readerIndex() + i) - '0';
        if (digit < 0 || digit > 9) {
          return NO_LENGTH;
        }
        length = length * 10 + digit;
      }
      return length;
    }

    @Override
    void writeLength(ByteBuf out, int length) {
      for (int unit = 1000; unit > 0; unit /= 10) {
        out.writeByte('0' + length / unit % 10);
      }
    }
  },

  /** Four bytes, without themselves, highest first; with the highest bit it is no length. */
  FOUR_BYTE_BINARY("4-byte binary", 4, 0xFFFF) {
    @Override
    int length(ByteBuf in) {
      return Math.max(NO_LENGTH, in.getInt(in.readerIndex()));
    }

    @Override
    void writeLength(ByteBuf out, int length) {
      out.writeInt(length);
    }
  },

  /** Four digits, two in a byte, without themselves. */
  TWO_BYTE_BCD("2-byte BCD", 2, 9999) {
    @Override
    int length(ByteBuf in) {
      int length = 0;
      int both = in.getUnsignedShort(in.readerIndex());
      for (int shift = 12; shift >= 0; shift -= 4) {
        int digit = (both >> shift) & 0xF;
        if (digit > 9) {
          return NO_LENGTH;
        }
        length = length * 10 + digit;
      }
      return length;
    }

    @Override
    void writeLength(ByteBuf out, int length) {
      out.writeByte(((length / 1000) << 4) | (length / 100 % 10));
      out.writeByte(((length / 10 % 10) << 4) | (length % 10));
    }
  };

  /** Said instead of a length where the bytes say none. */
  static final int NO_LENGTH = -1;

  private final String word;
  private final int headerBytes;
  private final int longest;

  Framing(String word, int headerBytes, int longest) {
    this.word = word;
    this.headerBytes = headerBytes;
    this.longest = longest;
  }

  /** The name in {@code links.yaml}. */
  public String word() {
    return word;
  }

  /** The most bytes a message may have in this framing. */
  public int longest() {
    return longest;
  }

  /** How many bytes say the length. */
  int headerBytes() {
    return headerBytes;
  }

  /**
   * How many bytes follow the length, as the next bytes say, which are complete and not consumed;
   * {@link #NO_LENGTH} where they say none.
   */
  abstract int length(ByteBuf in);

  /** Writes the length of a message of at most {@link #longest} bytes. */
  abstract void writeLength(ByteBuf out, int length);
}
