package io.serai.iso8583;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jspecify.annotations.Nullable;

/**
 * One ISO 8583 message. It cannot be changed once built, and whatever prints it sees neither card
 * number, track, PIN block nor private data (I8). Two messages are equal only when they are the
 * same object. It may be handed from thread to thread.
 */
public final class IsoMessage {

  private static final int LAST_FIELD = 128;

  private final ISOMsg fields;
  private final String mti;
  private final byte[] header;
  private final byte @Nullable [] answeredHeader;

  private IsoMessage(ISOMsg fields, String mti, byte[] header, byte @Nullable [] answeredHeader) {
    this.fields = fields;
    this.mti = mti;
    this.header = header;
    this.answeredHeader = answeredHeader;
  }

  /** Begins a message with its type, such as {@code 0100}. */
  public static Builder of(String mti) {
    return new Builder(mti);
  }

  /** Takes over what a packager unpacked and what stood before; the caller keeps neither. */
  static IsoMessage unpacked(ISOMsg fields, byte[] header) {
    return new IsoMessage(fields, String.valueOf(fields.getString(0)), header, null);
  }

  /** The message type indicator, four digits. */
  public String mti() {
    return mti;
  }

  /** The class of the message, its second digit: 1 authorization, 2 financial, 4 reversal … */
  public char messageClass() {
    return mti.charAt(1);
  }

  /** A data element as text (binary ones in hex), or null where the message has none. */
  public @Nullable String field(int number) {
    return fields.getString(number);
  }

  /** A data element's bytes (of text, its characters'), or null where the message has none. */
  public byte @Nullable [] bytes(int number) {
    byte[] value = fields.getBytes(number);
    return value == null ? null : value.clone();
  }

  /**
   * A data element that holds bytes, which packagers of text may have as hexadecimal digits.
   *
   * @return null where the message has none
   */
  public byte @Nullable [] binary(int number) {
    return fields.getValue(number) instanceof String text && text.matches("(?:[0-9A-Fa-f]{2})+")
        ? HexFormat.of().parseHex(text)
        : bytes(number);
  }

  /** Whether the message has the data element. */
  public boolean has(int number) {
    return fields.hasField(number);
  }

  /** Whether it has data elements over a number. */
  boolean isLongerThan(int number) {
    return fields.getMaxField() > number;
  }

  /** What the request that this message answers had before its type, or null. */
  byte @Nullable [] answeredHeader() {
    return answeredHeader;
  }

  /** Begins a message that has all of this one's data elements. */
  Builder toBuilder() {
    return new Builder((ISOMsg) fields.clone(), mti, answeredHeader);
  }

  /** What may be shown of each data element, by its number. */
  public Map<Integer, String> printable() {
    Map<Integer, String> shown = new TreeMap<>();
    for (int number = 2; number <= LAST_FIELD; number++) {
      String value = field(number);
      if (value != null) {
        shown.put(number, Mask.of(number, value));
      } else if (has(number)) {
        shown.put(number, Mask.HIDDEN); // It has elements of its own.
      }
    }
    return shown;
  }

  byte[] pack(FieldTable table) throws ISOException {
    return table.pack(fields);
  }

  @Override
  public String toString() {
    return mti + printable();
  }

  /** Collects the data elements of a message; for one thread, and for one message. */
  public static final class Builder {

    private final ISOMsg fields;
    private final String mti;
    private byte @Nullable [] answeredHeader;

    private Builder(String mti) {
      this(new ISOMsg(), mti, null);
      set(0, mti);
    }

    private Builder(ISOMsg fields, String mti, byte @Nullable [] answeredHeader) {
      this.fields = fields;
      this.mti = mti;
      this.answeredHeader = answeredHeader;
    }

    /** Sets a data element, a binary one by its hexadecimal digits; null leaves it out. */
    public Builder set(int number, @Nullable String value) {
      fields.set(number, value);
      return this;
    }

    /** Sets a binary data element. */
    public Builder setBinary(int number, byte[] value) {
      fields.set(number, value.clone());
      return this;
    }

    /** Makes it the answer to a request, whose header goes back with it. */
    Builder answering(IsoMessage request) {
      answeredHeader = request.header;
      return this;
    }

    /** The message; afterwards the builder must not be used. */
    public IsoMessage build() {
      try {
        fields.recalcBitMap();
      } catch (ISOException e) {
        throw new IllegalStateException("a flat message always has a bitmap", e);
      }
      return new IsoMessage(fields, mti, new byte[0], answeredHeader);
    }
  }
}
