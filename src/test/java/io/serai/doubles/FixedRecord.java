package io.serai.doubles;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/** A record of fixed-length fields, read from its beginning to its end; lengths are bytes. */
final class FixedRecord {

  private final byte[] bytes;
  private final Charset charset;
  private int at;

  FixedRecord(byte[] bytes, Charset charset) {
    this.bytes = bytes;
    this.charset = charset;
  }

  /** The next field without the blanks around it; what is missing at the end is blank. */
  String cut(int length) {
    int from = Math.min(at, bytes.length);
    int to = Math.min(at + length, bytes.length);
    at += length;
    return new String(bytes, from, to - from, charset).strip();
  }

  String text(String name, int length) throws BadRequest {
    String text = cut(length);
    if (at > bytes.length) {
      throw new BadRequest(name, "is missing");
    }
    return text;
  }

  String matching(String name, int length, String pattern) throws BadRequest {
    String text = text(name, length);
    if (!text.matches(pattern)) {
      throw new BadRequest(name, "must be " + pattern);
    }
    return text;
  }

  long number(String name, int length) throws BadRequest {
    return Long.parseLong(matching(name, length, "[0-9]{" + length + "}"));
  }

  void end() throws BadRequest {
    if (at != bytes.length) {
      throw new BadRequest("record", "must have " + at + " bytes");
    }
  }

  static Writer write(Charset charset) {
    return new Writer(charset);
  }

  /** Writes a record. */
  static final class Writer {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Charset charset;

    private Writer(Charset charset) {
      this.charset = charset;
    }

    Writer text(String text, int length) {
      byte[] field = text.getBytes(charset);
      for (int i = 0; i < length; i++) {
        out.write(i < field.length ? field[i] : ' ');
      }
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
