package io.serai.provider.tcp;

import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/**
 * How the messages of a connection are told apart: by their length, which stands before each, in
 * ASCII digits ({@code lengthDigits}) or in bytes with the high byte first ({@code lengthBytes}).
 * The length counts what follows it.
 */
public abstract class FrameFormat extends DefaultChannelHandlerFactory {

  private static final int MOST_DIGITS = 9;
  private static final int MOST_BYTES = 4;

  private boolean digits = true;
  private int size = 4;
  private int maxFrame = 4096;

  /** The length is in so many ASCII digits, 1 to 9; 4 if nothing is said. */
  public void setLengthDigits(int count) {
    size = checked("lengthDigits", count, MOST_DIGITS);
    digits = true;
  }

  /** The length is in so many bytes, 1 to 4. */
  public void setLengthBytes(int count) {
    size = checked("lengthBytes", count, MOST_BYTES);
    digits = false;
  }

  /** A longer message ends its connection; in bytes, 4096 if nothing is said. */
  public void setMaxFrame(int bytes) {
    maxFrame = checked("maxFrame", bytes, 1 << 20);
  }

  private static int checked(String name, int given, int most) {
    if (given < 1 || given > most) {
      throw new IllegalArgumentException(name + " must be 1 to " + most + ", not " + given);
    }
    return given;
  }

  final Length length() {
    return new Length(digits, size, maxFrame);
  }

  /**
   * The length before a message.
   *
   * @param digits whether in ASCII digits rather than in bytes
   * @param size how many of them
   * @param maxFrame the most bytes that a message may have
   */
  record Length(boolean digits, int size, int maxFrame) {

    private int base() {
      return digits ? 10 : 256;
    }

    /** What that many bytes say; negative where they say no length, or too great a one. */
    int read(byte[] prefix) {
      long length = 0;
      for (byte one : prefix) {
        int value = digits ? one - '0' : Byte.toUnsignedInt(one);
        if (value < 0 || value >= base()) {
          return -1;
        }
        length = length * base() + value;
      }
      return length > maxFrame ? -1 : (int) length;
    }

    /** The bytes before a message of that length. */
    byte[] write(int length) {
      byte[] prefix = new byte[size];
      int left = length;
      for (int i = size - 1; i >= 0; i--) {
        prefix[i] = (byte) (digits ? '0' + left % base() : left % base());
        left /= base();
      }
      if (left > 0 || length > maxFrame) {
        throw new IllegalArgumentException("a message of " + length + " bytes is too long");
      }
      return prefix;
    }
  }
}
