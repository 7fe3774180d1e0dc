package io.serai.iso8583.field;

/**
 * One element of chip data. Nothing that prints it shows its value, which may be a card number or
 * track. Immutable.
 */
public final class Tlv {

  private final int tag;
  private final byte[] value;

  /**
   * An element.
   *
   * @param tag the tag's one to three bytes as a number, such as 0x9F26
   * @param value the value's bytes
   * @throws IllegalArgumentException if the number is no tag
   */
  public Tlv(int tag, byte[] value) {
    if (!TlvReader.isTag(tag)) {
      throw new IllegalArgumentException("not a tag of one to three bytes");
    }
    this.tag = tag;
    this.value = value.clone();
  }

  /** The tag's bytes as a number. */
  public int tag() {
    return tag;
  }

  /** The value's bytes. */
  public byte[] value() {
    return value.clone();
  }

  int length() {
    return value.length;
  }

  /** The tag and how long the value is. */
  @Override
  public String toString() {
    return Integer.toHexString(tag).toUpperCase(java.util.Locale.ROOT) + "[" + value.length + "]";
  }
}
