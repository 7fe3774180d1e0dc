package io.serai.iso8583;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jpos.iso.ISOException;

/**
 * Signs messages and checks their signature. The code stands in the last data element (DE64, or
 * DE128 behind any element over 64) and is made of all bytes before its value: type, bitmap and
 * data elements, without header.
 */
final class MessageMac {

  private static final int BYTES = 8;
  private static final int FIRST = 64;
  private static final int SECOND = 128;
  private static final char NETWORK_MANAGEMENT = '8';

  private final LinkMac settings;
  private final String link;
  private final MacKeys keys;
  private final FieldTable fields;

  MessageMac(LinkMac settings, String link, MacKeys keys, FieldTable fields) {
    this.settings = settings;
    this.link = link;
    this.keys = keys;
    this.fields = fields;
  }

  byte[] signed(IsoMessage message) throws ISOException {
    if (isExempt(message)) {
      return message.pack(fields);
    }
    List<MacKey> known = keys.of(link);
    if (known.isEmpty()) {
      throw new ISOException("there is no key to sign with");
    }
    IsoMessage.Builder unsigned = message.toBuilder().set(FIRST, null);
    int number = message.isLongerThan(FIRST) ? SECOND : FIRST;
    byte[] bytes = unsigned.setBinary(number, new byte[BYTES]).build().pack(fields);
    int end = bytes.length - fields.packOne(number, new byte[BYTES]).length;
    byte[] code = fields.packOne(number, code(known.get(0), Arrays.copyOf(bytes, end)));
    System.arraycopy(code, 0, bytes, end, code.length);
    return bytes;
  }

  /** The message, or that its code is missing or wrong; the codes are compared in constant time. */
  Packager.Reading checked(IsoMessage message, byte[] bytes) {
    if (isExempt(message)) {
      return Packager.Reading.of(message);
    }
    int number = message.isLongerThan(FIRST) ? SECOND : FIRST;
    byte[] code = message.bytes(number);
    if (code == null || code.length != BYTES) {
      return refused(message, "has no authentication code in DE" + number);
    }
    return isSigned(bytes, number, code)
        ? Packager.Reading.of(message)
        : refused(message, "has a wrong authentication code in DE" + number);
  }

  private boolean isSigned(byte[] bytes, int number, byte[] code) {
    try {
      int end = bytes.length - fields.packOne(number, code).length;
      byte[] data = Arrays.copyOf(bytes, end);
      boolean signed = false;
      for (MacKey key : keys.of(link)) {
        signed |= MessageDigest.isEqual(code, code(key, data));
      }
      return signed;
    } catch (ISOException e) {
      return false;
    }
  }

  private byte[] code(MacKey key, byte[] data) {
    byte[] whole = settings.algorithm().mac(key.bytes(), settings.padding(), data);
    return Arrays.copyOf(whole, BYTES);
  }

  private Packager.Reading refused(IsoMessage message, String problem) {
    return Packager.Reading.refused(message, problem, settings.wrong());
  }

  private boolean isExempt(IsoMessage message) {
    return message.messageClass() == NETWORK_MANAGEMENT && !settings.networkManagement();
  }
}
