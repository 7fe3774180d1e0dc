package io.serai.iso8583;

import java.util.Map;
import java.util.TreeMap;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOPackager;
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

  private IsoMessage(ISOMsg fields, String mti) {
    this.fields = fields;
    this.mti = mti;
  }

  /** Begins a message with its type, such as {@code 0100}. */
  public static Builder of(String mti) {
    return new Builder(mti);
  }

  /** Takes over what a packager unpacked; the caller keeps no reference to it. */
  static IsoMessage unpacked(ISOMsg fields) {
    return new IsoMessage(fields, String.valueOf(fields.getString(0)));
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

  /** Whether the message has the data element. */
  public boolean has(int number) {
    return fields.hasField(number);
  }

  /** Begins a message that has all of this one's data elements. */
  Builder toBuilder() {
    return new Builder((ISOMsg) fields.clone(), mti);
  }

  /** What may be shown of each data element, by its number. */
  public Map<Integer, String> printable() {
    Map<Integer, String> shown = new TreeMap<>();
    for (int number = 2; number <= LAST_FIELD; number++) {
      String value = field(number);
      if (value != null) {
        shown.put(number, Mask.of(number, value));
      }
    }
    return shown;
  }

  byte[] pack(ISOPackager packager) throws ISOException {
    return packager.pack(fields);
  }

  @Override
  public String toString() {
    return mti + printable();
  }

  /** Collects the data elements of a message; for one thread, and for one message. */
  public static final class Builder {

    private final ISOMsg fields;
    private final String mti;

    private Builder(String mti) {
      this(new ISOMsg(), mti);
      set(0, mti);
    }

    private Builder(ISOMsg fields, String mti) {
      this.fields = fields;
      this.mti = mti;
    }

    /** Sets a data element; null leaves it out. */
    public Builder set(int number, @Nullable String value) {
      fields.set(number, value);
      return this;
    }

    /** The message; afterwards the builder must not be used. */
    public IsoMessage build() {
      try {
        fields.recalcBitMap();
      } catch (ISOException e) {
        throw new IllegalStateException("a flat message always has a bitmap", e);
      }
      return new IsoMessage(fields, mti);
    }
  }
}
