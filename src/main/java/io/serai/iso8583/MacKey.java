package io.serai.iso8583;

/** A key for message authentication. Nothing that prints it shows it. Immutable. */
public final class MacKey {

  private final byte[] bytes;

  /** A key of its bytes: 16 or 24 for the retail MAC, 16, 24 or 32 for AES. */
  public MacKey(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  byte[] bytes() {
    return bytes.clone();
  }

  int length() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return "MacKey[hidden]";
  }
}
