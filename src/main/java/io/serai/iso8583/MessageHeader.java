package io.serai.iso8583;

import java.util.Arrays;

/**
 * What stands in a frame before the message type: a TPDU, a header of a fixed length, both in this
 * order, or nothing. What the peer sends in it is not checked: an answer gives it back, a TPDU with
 * its two addresses exchanged. Immutable.
 */
public final class MessageHeader {

  /** A frame that begins with its message type. */
  public static final MessageHeader NONE = new MessageHeader(new byte[0], new byte[0]);

  private static final int TPDU_BYTES = 5;
  private static final int ADDRESS_BYTES = 2;

  private final byte[] tpdu;
  private final byte[] fixed;

  private MessageHeader(byte[] tpdu, byte[] fixed) {
    this.tpdu = tpdu;
    this.fixed = fixed;
  }

  /**
   * A header.
   *
   * @param tpdu the TPDU of our own requests (identifier, destination, origin: five bytes), or none
   * @param fixed what our own requests have behind it, or none
   * @throws IllegalArgumentException if the TPDU has another length
   */
  public static MessageHeader of(byte[] tpdu, byte[] fixed) {
    if (tpdu.length != 0 && tpdu.length != TPDU_BYTES) {
      throw new IllegalArgumentException("a TPDU has five bytes");
    }
    return tpdu.length + fixed.length == 0 ? NONE : new MessageHeader(tpdu.clone(), fixed.clone());
  }

  /** How many bytes it has. */
  int length() {
    return tpdu.length + fixed.length;
  }

  /** That of a request of our own. */
  byte[] ofRequest() {
    byte[] header = Arrays.copyOf(tpdu, length());
    System.arraycopy(fixed, 0, header, tpdu.length, fixed.length);
    return header;
  }

  /** That of the answer to a request which came with this one. */
  byte[] ofAnswer(byte[] received) {
    byte[] header = received.clone();
    if (tpdu.length > 0) {
      System.arraycopy(received, 1, header, 1 + ADDRESS_BYTES, ADDRESS_BYTES);
      System.arraycopy(received, 1 + ADDRESS_BYTES, header, 1, ADDRESS_BYTES);
    }
    return header;
  }
}
