package io.serai.iso8583;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jpos.iso.IFA_BITMAP;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.packager.GenericPackager;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into messages and back by a table of fields that jPOS reads from XML. One instance
 * serves all connections: jPOS's packager keeps no state once it has no logger.
 */
final class Packager {

  private static final int MTI_LENGTH = 4;
  private static final int BITMAP_LENGTH = 16;

  private final GenericPackager fields;
  private final boolean textBitmap;

  private Packager(GenericPackager fields) {
    this.fields = fields;
    this.textBitmap = fields.getFieldPackager(1) instanceof IFA_BITMAP;
  }

  /**
   * The packager of a name: {@code <name>.xml} in the folder, or else one that jPOS brings.
   *
   * @throws SeraiException with {@link ErrorCode#CONFIGURATION} when there is none or it is wrong
   */
  static Packager named(String name, Path folder) {
    Path file = folder.resolve(name + ".xml");
    try (InputStream in =
        Files.exists(file)
            ? Files.newInputStream(file)
            : Packager.class.getResourceAsStream("/packager/" + name + ".xml")) {
      if (in == null) {
        throw wrong(name, "is neither " + file + " nor one of jPOS's packagers", null);
      }
      return new Packager(new GenericPackager(in));
    } catch (ISOException | IOException e) {
      throw wrong(name, "cannot be read", e);
    }
  }

  private static SeraiException wrong(String name, String problem, @Nullable Throwable cause) {
    return new SeraiException(
        ErrorCode.CONFIGURATION, "packager", "packager '" + name + "' " + problem, cause);
  }

  /** What a frame holds; nothing in it is thrown, and nothing of it is quoted. */
  Reading read(byte[] frame) {
    if (!headerIsReadable(frame)) {
      return Reading.unreadable("has no ISO 8583 message type and bitmap");
    }
    ISOMsg message = new ISOMsg();
    try {
      int consumed = fields.unpack(message, frame);
      return consumed == frame.length
          ? Reading.of(IsoMessage.unpacked(message))
          : Reading.broken(IsoMessage.unpacked(message), "has bytes after its last field");
    } catch (ISOException e) {
      // The exception's text may quote the frame, so only the place is told.
      return message.hasField(-1)
          ? Reading.broken(
              IsoMessage.unpacked(message),
              "cannot be read behind DE" + Math.max(1, message.getMaxField()))
          : Reading.unreadable("has no readable bitmap");
    }
  }

  byte[] pack(IsoMessage message) throws ISOException {
    return message.pack(fields);
  }

  /** What a data element is called, for people. */
  String name(int number) {
    return fields.getFieldDescription(null, number);
  }

  private boolean headerIsReadable(byte[] frame) {
    if (frame.length < MTI_LENGTH) {
      return false;
    }
    for (int i = 0; i < MTI_LENGTH; i++) {
      if (frame[i] < '0' || frame[i] > '9') {
        return false;
      }
    }
    return !textBitmap || (isHex(frame, MTI_LENGTH) && secondIsHex(frame));
  }

  private static boolean secondIsHex(byte[] frame) {
    boolean announced = Character.digit(frame[MTI_LENGTH], 16) >= 8;
    return !announced || isHex(frame, MTI_LENGTH + BITMAP_LENGTH);
  }

  private static boolean isHex(byte[] frame, int from) {
    if (frame.length < from + BITMAP_LENGTH) {
      return false;
    }
    for (int i = from; i < from + BITMAP_LENGTH; i++) {
      if (Character.digit(frame[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * What became of reading a frame.
   *
   * @param message the message, or as much of it as could be read; null where not even its header
   * @param problem what is wrong with the frame, without anything from it; null where nothing is
   */
  record Reading(@Nullable IsoMessage message, @Nullable String problem) {

    static Reading of(IsoMessage message) {
      return new Reading(message, null);
    }

    static Reading broken(IsoMessage message, String problem) {
      return new Reading(message, problem);
    }

    static Reading unreadable(String problem) {
      return new Reading(null, problem);
    }
  }
}
