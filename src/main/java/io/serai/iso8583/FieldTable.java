package io.serai.iso8583;

import io.serai.intake.Nearest;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpos.iso.IFA_BITMAP;
import org.jpos.iso.IFE_BITMAP;
import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOBitMapPackager;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOField;
import org.jpos.iso.ISOFieldPackager;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOUtil;
import org.jpos.iso.packager.GenericPackager;
import org.jspecify.annotations.Nullable;

/**
 * How each data element is written, as a jPOS GenericPackager file says. One instance serves all
 * connections: jPOS's packager keeps no state once it has no logger.
 */
final class FieldTable {

  private static final int MTI_LENGTH = 4;
  private static final int BITMAP_DIGITS = 16;
  private static final int LAST_FIELD = 128;
  private static final List<String> BUILT_IN =
      List.of("iso87ascii", "iso87binary", "iso87ebcdic", "iso93ascii", "iso93binary");

  /** What a bitmap's digits are written in; null where a bitmap is eight bytes. */
  private enum BitmapText {
    ASCII,
    EBCDIC
  }

  private static final Map<String, FieldTable> BROUGHT = new ConcurrentHashMap<>();

  private final GenericPackager packager;
  private final @Nullable BitmapText bitmapText;
  private final int[] binary;
  private final int[] text;

  private FieldTable(GenericPackager packager) throws ISOException {
    this.packager = packager;
    ISOFieldPackager bitmap = packager.getFieldPackager(1);
    if (!(bitmap instanceof ISOBitMapPackager) || packager.getFieldPackager(0) == null) {
      throw new ISOException("field 0 must be the message type and field 1 the bitmap");
    }
    this.bitmapText =
        bitmap instanceof IFA_BITMAP
            ? BitmapText.ASCII
            : bitmap instanceof IFE_BITMAP ? BitmapText.EBCDIC : null;
    this.binary = IntStream.rangeClosed(2, LAST_FIELD).filter(n -> holds(n, true)).toArray();
    this.text = IntStream.rangeClosed(2, LAST_FIELD).filter(n -> holds(n, false)).toArray();
  }

  /**
   * The table of a name: {@code <name>.xml} in the folder, or else one that Serai or jPOS brings.
   *
   * @throws SeraiException with {@link ErrorCode#CONFIGURATION} when there is none or it is wrong
   */
  static FieldTable named(String name, Path folder) {
    Path file = folder.resolve(name + ".xml");
    if (Files.exists(file)) {
      return read(name, () -> Files.newInputStream(file));
    }
    // They are part of the program, which does not change while it runs: read once.
    return BROUGHT.computeIfAbsent(
        name, wanted -> read(wanted, () -> brought(wanted, file, folder)));
  }

  private static FieldTable read(String name, Opening opening) {
    try (InputStream in = opening.open()) {
      return new FieldTable(new GenericPackager(in));
    } catch (ISOException | IOException | RuntimeException e) {
      if (e instanceof SeraiException known) {
        throw known;
      }
      throw wrong(name, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static InputStream brought(String name, Path file, Path folder) throws IOException {
    InputStream in = FieldTable.class.getResourceAsStream("/packager/" + name + ".xml");
    if (in == null) {
      throw wrong(
          name,
          "is neither "
              + file
              + " nor one that Serai or jPOS brings"
              + Nearest.hint(name, names(folder)),
          null);
    }
    return in;
  }

  private interface Opening {
    InputStream open() throws IOException;
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return BUILT_IN;
    }
    try (Stream<Path> files = Files.list(folder)) {
      Stream<String> beside =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(file -> file.endsWith(".xml"))
              .map(file -> file.substring(0, file.length() - ".xml".length()));
      return Stream.concat(beside, BUILT_IN.stream()).toList();
    }
  }

  private static SeraiException wrong(String name, String problem, @Nullable Throwable cause) {
    return new SeraiException(
        ErrorCode.CONFIGURATION, "packager", "packager '" + name + "' " + problem, cause);
  }

  /**
   * Reads a message into an empty one.
   *
   * @return how many bytes it has
   */
  int unpack(ISOMsg message, byte[] bytes) throws ISOException {
    return packager.unpack(message, bytes);
  }

  /**
   * Writes a message. Text in a binary element is taken as hexadecimal digits, bytes in one of text
   * are written as such; the message itself is left as it is.
   */
  byte[] pack(ISOMsg message) throws ISOException {
    ISOMsg fitting = message;
    for (int number : binary) {
      if (message.hasField(number) && message.getValue(number) instanceof String digits) {
        fitting = fitting == message ? (ISOMsg) message.clone() : fitting;
        fitting.set(new ISOBinaryField(number, fromHex(number, digits)));
      }
    }
    for (int number : text) {
      if (message.hasField(number) && message.getValue(number) instanceof byte[] bytes) {
        fitting = fitting == message ? (ISOMsg) message.clone() : fitting;
        fitting.set(new ISOField(number, ISOUtil.hexString(bytes)));
      }
    }
    return packager.pack(fitting);
  }

  /** The bytes of one binary element, as they stand in a message. */
  byte[] packOne(int number, byte[] value) throws ISOException {
    ISOFieldPackager field = packager.getFieldPackager(number);
    if (field == null || !holds(number, true)) {
      throw new ISOException("the packager has no binary DE" + number);
    }
    return field.pack(new ISOBinaryField(number, value));
  }

  /** What a data element is called, for people. */
  String name(int number) {
    return packager.getFieldDescription(null, number);
  }

  /** Whether the bytes begin with a message type of four digits and can go on with a bitmap. */
  boolean isBegun(byte[] bytes) {
    try {
      ISOFieldPackager field = packager.getFieldPackager(0);
      ISOField mti = new ISOField(0);
      int at = field.unpack(mti, bytes, 0);
      String type = String.valueOf(mti.getValue());
      return type.length() == MTI_LENGTH && Mask.isDigits(type) && bitmapIsReadable(bytes, at);
    } catch (ISOException | RuntimeException e) {
      return false;
    }
  }

  private boolean bitmapIsReadable(byte[] bytes, int at) {
    if (bitmapText == null) {
      return bytes.length >= at + BITMAP_DIGITS / 2;
    }
    return isHex(bytes, at)
        && (digit(bytes, at) < BITMAP_DIGITS / 2 || isHex(bytes, at + BITMAP_DIGITS));
  }

  private boolean isHex(byte[] bytes, int from) {
    return bytes.length >= from + BITMAP_DIGITS
        && IntStream.range(from, from + BITMAP_DIGITS).allMatch(i -> digit(bytes, i) >= 0);
  }

  private int digit(byte[] bytes, int at) {
    char c =
        bitmapText == BitmapText.EBCDIC
            ? ISOUtil.ebcdicToAscii(bytes, at, 1).charAt(0)
            : (char) (bytes[at] & 0xFF);
    return c < 128 ? Character.digit(c, BITMAP_DIGITS) : -1;
  }

  private boolean holds(int number, boolean bytes) {
    ISOFieldPackager field = packager.getFieldPackager(number);
    if (field == null) {
      return false;
    }
    Object component = field.createComponent(number);
    return bytes ? component instanceof ISOBinaryField : component instanceof ISOField;
  }

  private static byte[] fromHex(int number, String digits) throws ISOException {
    try {
      return java.util.HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      // Without the cause, which quotes the value.
      throw new ISOException("DE" + number + " is binary and must be hexadecimal digits");
    }
  }
}
