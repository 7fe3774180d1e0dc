package io.serai.iso8583.field;

import io.serai.payment.SeraiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads BER-TLV as EMV Book 3, Annex B restricts it; errors name the byte and quote nothing. */
final class TlvReader {

  private static final int LOW_BITS = 0x1F;
  private static final int MORE = 0x80;
  private static final int MOST_LENGTH_BYTES = 3;

  private final String field;
  private final byte[] data;
  private int at;

  TlvReader(String field, byte[] data) {
    this.field = field;
    this.data = data;
  }

  List<Tlv> all() {
    List<Tlv> elements = new ArrayList<>();
    while (skipPadding()) {
      int tag = tag();
      int length = length(tag);
      if (length > data.length - at) {
        throw wrong(name(tag) + " says " + length + " bytes, " + (data.length - at) + " are left");
      }
      elements.add(new Tlv(tag, Arrays.copyOfRange(data, at, at + length)));
      at += length;
    }
    return elements;
  }

  /** Zeros may stand between elements; false at the end. */
  private boolean skipPadding() {
    while (at < data.length && data[at] == 0) {
      at++;
    }
    return at < data.length;
  }

  private int tag() {
    int tag = next("a tag");
    if ((tag & LOW_BITS) != LOW_BITS) {
      return tag;
    }
    int begun = at - 1;
    int more;
    do {
      more = next("a tag");
      tag = (tag << 8) | more;
    } while ((more & MORE) != 0 && at - begun < 3);
    if (!isTag(tag)) {
      throw wrong("a tag has more than three bytes");
    }
    return tag;
  }

  private int length(int tag) {
    int first = next("the length of " + name(tag));
    if (first < MORE) {
      return first;
    }
    int bytes = first - MORE;
    if (bytes == 0 || bytes > MOST_LENGTH_BYTES) {
      throw wrong("the length of " + name(tag) + " has not one to three bytes");
    }
    int length = 0;
    for (int i = 0; i < bytes; i++) {
      length = (length << 8) | next("the length of " + name(tag));
    }
    return length;
  }

  private int next(String what) {
    if (at >= data.length) {
      throw wrong("it ends inside " + what);
    }
    return data[at++] & 0xFF;
  }

  /** Whether a number is the bytes of a tag. */
  static boolean isTag(int tag) {
    if (tag >= 0 && tag <= 0xFF) {
      return tag != 0 && (tag & LOW_BITS) != LOW_BITS;
    }
    boolean two = tag > 0xFF && tag <= 0xFFFF;
    boolean three = tag > 0xFFFF && tag <= 0xFF_FFFF;
    if (!two && !three) {
      return false;
    }
    int first = two ? tag >> 8 : tag >> 16;
    boolean middleGoesOn = two || ((tag >> 8) & MORE) != 0;
    return (first & LOW_BITS) == LOW_BITS && middleGoesOn && (tag & MORE) == 0;
  }

  private static String name(int tag) {
    return "tag " + Integer.toHexString(tag).toUpperCase(java.util.Locale.ROOT);
  }

  private SeraiException wrong(String problem) {
    return SeraiException.invalid(field, "is no EMV data: " + problem + " (byte " + at + ")");
  }
}
