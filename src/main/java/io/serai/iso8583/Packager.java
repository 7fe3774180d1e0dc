package io.serai.iso8583;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a frame into a message and back: header, data elements and authentication code
 * as a link has them. Thread-safe.
 */
final class Packager {

  private final FieldTable fields;
  private final MessageHeader header;
  private final @Nullable MessageMac mac;

  private Packager(FieldTable fields, MessageHeader header, @Nullable MessageMac mac) {
    this.fields = fields;
    this.header = header;
    this.mac = mac;
  }

  /**
   * The packager of a name, without header and authentication: {@code <name>.xml} in the folder, or
   * else one that Serai or jPOS brings.
   *
   * @throws SeraiException with {@link ErrorCode#CONFIGURATION} when there is none or it is wrong
   */
  static Packager named(String name, Path folder) {
    return new Packager(FieldTable.named(name, folder), MessageHeader.NONE, null);
  }

  /** The same with a header before each message. */
  Packager with(MessageHeader before) {
    return new Packager(fields, before, mac);
  }

  /** The same with authentication of each message. */
  Packager with(LinkMac settings, String link, MacKeys keys) {
    return new Packager(fields, header, new MessageMac(settings, link, keys, fields));
  }

  /** What a frame holds; nothing in it is thrown, and nothing of it is quoted. */
  Reading read(byte[] frame) {
    int from = header.length();
    if (frame.length < from) {
      return Reading.unreadable("is shorter than the link's header");
    }
    byte[] bytes = from == 0 ? frame : Arrays.copyOfRange(frame, from, frame.length);
    Reading reading = readFields(bytes, Arrays.copyOf(frame, from));
    IsoMessage message = reading.message();
    return mac == null || message == null || reading.problem() != null
        ? reading
        : mac.checked(message, bytes);
  }

  private Reading readFields(byte[] bytes, byte[] before) {
    if (!fields.isBegun(bytes)) {
      return Reading.unreadable("has no ISO 8583 message type and bitmap");
    }
    ISOMsg message = new ISOMsg();
    try {
      int consumed = fields.unpack(message, bytes);
      IsoMessage read = IsoMessage.unpacked(message, before);
      return consumed == bytes.length
          ? Reading.of(read)
          : Reading.broken(read, "has bytes after its last field");
    } catch (ISOException e) {
      // The exception's text may quote the frame, so only the place is told.
      return message.hasField(-1)
          ? Reading.broken(
              IsoMessage.unpacked(message, before),
              "cannot be read behind DE" + Math.max(1, message.getMaxField()))
          : Reading.unreadable("has no readable bitmap");
    }
  }

  /**
   * The bytes of a frame: an answer has the header of its request, returned, and a request the
   * link's.
   *
   * @throws ISOException if a data element does not fit; its text may quote the value
   */
  byte[] pack(IsoMessage message) throws ISOException {
    byte[] bytes = mac == null ? message.pack(fields) : mac.signed(message);
    int length = header.length();
    if (length == 0) {
      return bytes;
    }
    byte[] answered = message.answeredHeader();
    byte[] before =
        answered != null && answered.length == length
            ? header.ofAnswer(answered)
            : header.ofRequest();
    byte[] frame = Arrays.copyOf(before, length + bytes.length);
    System.arraycopy(bytes, 0, frame, length, bytes.length);
    return frame;
  }

  /** What a data element is called, for people. */
  String name(int number) {
    return fields.name(number);
  }

  /**
   * What became of reading a frame. A message with a problem must not be processed.
   *
   * @param message the message, or as much of it as could be read; null where not even its header
   * @param problem what is wrong with the frame, without anything from it; null where nothing is
   * @param code DE39 of the answer to a request with a problem; null where it is dropped
   */
  record Reading(@Nullable IsoMessage message, @Nullable String problem, @Nullable String code) {

    static Reading of(IsoMessage message) {
      return new Reading(message, null, null);
    }

    static Reading broken(IsoMessage message, String problem) {
      return new Reading(message, problem, ResponseCodes.FORMAT_ERROR);
    }

    static Reading refused(IsoMessage message, String problem, @Nullable String code) {
      return new Reading(message, problem, code);
    }

    static Reading unreadable(String problem) {
      return new Reading(null, problem, null);
    }
  }
}
