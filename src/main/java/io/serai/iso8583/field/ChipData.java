package io.serai.iso8583.field;

import io.serai.payment.SeraiException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Chip data (DE55): EMV's BER-TLV elements in their order, unknown and repeated ones too. What is
 * inside a constructed element is its value. Immutable.
 *
 * @param elements in the order in which they came
 */
public record ChipData(List<Tlv> elements) {

  private static final int SHORT_LENGTH = 0x7F;

  /** Keeps a copy. */
  public ChipData {
    elements = List.copyOf(elements);
  }

  /**
   * Reads elements; zeros between them are passed over.
   *
   * @param data tags of one to three bytes, lengths of one to three bytes behind their count
   * @param field whose data it is, such as {@code DE55}, for the error
   * @throws SeraiException when it breaks off or is none, naming the byte and no value
   */
  public static ChipData of(byte[] data, String field) {
    return new ChipData(new TlvReader(field, data).all());
  }

  /** The first element with a tag. */
  public Optional<Tlv> find(int tag) {
    return elements.stream().filter(element -> element.tag() == tag).findFirst();
  }

  /** The elements as bytes, each length as short as it can be. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Tlv element : elements) {
      writeNumber(out, element.tag());
      writeLength(out, element.length());
      out.writeBytes(element.value());
    }
    return out.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length > SHORT_LENGTH) {
      out.write(0x80 | bytesOf(length));
    }
    writeNumber(out, length);
  }

  private static void writeNumber(ByteArrayOutputStream out, int number) {
    for (int i = bytesOf(number) - 1; i >= 0; i--) {
      out.write(number >> (8 * i));
    }
  }

  private static int bytesOf(int number) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(number) + 7) / 8);
  }
}
