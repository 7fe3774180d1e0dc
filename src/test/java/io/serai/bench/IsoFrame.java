package io.serai.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ThreadLocalRandom;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.packager.GenericPackager;

/**
 * A 0100 with its length in front, packed once; only DE7, DE11 and, where there are many cards, DE2
 * are written anew for each message. An answer begins with the same fields as its request, so DE11
 * stands at the same place.
 */
final class IsoFrame {

  /** The packager of the hub's link and of the peer. */
  static final String PACKAGER = "/packager/iso87ascii.xml";

  private static final String STAN = "987654";
  private static final String MMSS = "4321";
  private static final int STANS = 1_000_000;
  private static final int LENGTH_BYTES = 2;
  private static final int BITMAP = 4;
  private static final int BITMAP_DIGITS = 16;
  private static final int RESPONSE_CODE = 39;
  // Lengths of DE2 to DE38 in iso87ascii; -2 and -3 are two and three digits of length in front.
  private static final int[] LENGTHS = {
    -2, 6, 12, 12, 12, 10, 8, 8, 8, 6, 6, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 1, 9, 9, 9, 9,
    -2, -2, -2, -2, -3, 12, 6
  };

  private static final int PAN_AT = LENGTH_BYTES + BITMAP + BITMAP_DIGITS + 2;

  private final byte[] template;
  private final byte[][] cards;
  private final int stanAt;
  private final int mmssAt;

  /**
   * A frame of a terminal of its own; no two connections of a run may share one.
   *
   * @param cards published test numbers in ASCII, of one length; any of them in each message
   * @param terminal eight characters
   */
  IsoFrame(byte[][] cards, String terminal) {
    this.cards = cards;
    try {
      ISOMsg message = new ISOMsg("0100");
      message.set(2, new String(cards[0], US_ASCII));
      message.set(3, "000000");
      message.set(4, "000000001000");
      message.set(7, "112318" + MMSS);
      message.set(11, STAN);
      message.set(12, "184321");
      message.set(13, "1123");
      message.set(14, "3012");
      message.set(18, "5999");
      message.set(22, "051");
      message.set(25, "00");
      message.set(32, "00123456");
      message.set(41, terminal);
      message.set(42, "MERCHANT01");
      message.set(49, "392");
      message.recalcBitMap();
      byte[] bytes =
          new GenericPackager(IsoFrame.class.getResourceAsStream(PACKAGER)).pack(message);
      template = new byte[LENGTH_BYTES + bytes.length];
      template[0] = (byte) (bytes.length >> Byte.SIZE);
      template[1] = (byte) bytes.length;
      System.arraycopy(bytes, 0, template, LENGTH_BYTES, bytes.length);
    } catch (ISOException e) {
      throw new IllegalStateException("jPOS cannot pack its own message", e);
    }
    String text = new String(template, US_ASCII);
    stanAt = text.indexOf(STAN);
    mmssAt = text.indexOf(MMSS);
  }

  /** Writes the frame of a number; a million later DE7 is another, so that no claim repeats. */
  void write(ByteBuf out, long number) {
    int start = out.writerIndex();
    out.writeBytes(template);
    if (cards.length > 1) {
      out.setBytes(start + PAN_AT, cards[ThreadLocalRandom.current().nextInt(cards.length)]);
    }
    digits(out, start + stanAt, (int) (number % STANS), STAN.length());
    digits(out, start + mmssAt, (int) (number / STANS), MMSS.length());
  }

  private static void digits(ByteBuf out, int at, int value, int length) {
    int rest = value;
    for (int i = length - 1; i >= 0; i--) {
      out.setByte(at + i, '0' + rest % 10);
      rest /= 10;
    }
  }

  /** DE11 of an answer without its length. */
  int stan(ByteBuf answer) {
    return number(answer, stanAt - LENGTH_BYTES, STAN.length());
  }

  /** DE39 of an answer without its length. */
  static String responseCode(ByteBuf answer) {
    long bitmap = Long.parseUnsignedLong(text(answer, BITMAP, BITMAP_DIGITS), 16);
    int at = BITMAP + BITMAP_DIGITS;
    for (int field = 2; field < RESPONSE_CODE; field++) {
      if ((bitmap >>> (Long.SIZE - field) & 1) == 1) {
        int length = LENGTHS[field - 2];
        at += length > 0 ? length : -length + number(answer, at, -length);
      }
    }
    return text(answer, at, 2);
  }

  private static int number(ByteBuf answer, int at, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value = value * 10 + answer.getByte(answer.readerIndex() + at + i) - '0';
    }
    return value;
  }

  private static String text(ByteBuf answer, int at, int length) {
    return answer.toString(answer.readerIndex() + at, length, US_ASCII);
  }
}
