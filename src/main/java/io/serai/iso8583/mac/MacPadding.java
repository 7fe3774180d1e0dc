package io.serai.iso8583.mac;

import java.util.Arrays;

/** How a message is filled to whole blocks (ISO/IEC 9797-1, section 6.3). */
public enum MacPadding {
  /** Zeros, as few as possible, at least one block. */
  METHOD_1("1"),
  /** One bit, then zeros, as few as possible. */
  METHOD_2("2");

  private final String word;

  MacPadding(String word) {
    this.word = word;
  }

  /** The name in {@code links.yaml}. */
  public String word() {
    return word;
  }

  byte[] pad(byte[] data, int block) {
    int marked = this == METHOD_2 ? data.length + 1 : Math.max(1, data.length);
    byte[] padded = Arrays.copyOf(data, (marked + block - 1) / block * block);
    if (this == METHOD_2) {
      padded[data.length] = (byte) 0x80;
    }
    return padded;
  }
}
