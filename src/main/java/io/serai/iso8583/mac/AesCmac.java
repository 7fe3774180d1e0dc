package io.serai.iso8583.mac;

import java.util.Arrays;

/** AES-CMAC as RFC 4493 writes it down, for keys of any length that AES takes. */
final class AesCmac {

  private static final int REDUCTION = 0x87;

  private AesCmac() {}

  static byte[] of(byte[] key, byte[] data) {
    byte[] wholeKey = doubled(Blocks.aes(key, new byte[Blocks.AES]));
    boolean whole = data.length > 0 && data.length % Blocks.AES == 0;
    byte[] padded = whole ? data.clone() : MacPadding.METHOD_2.pad(data, Blocks.AES);
    byte[] lastKey = whole ? wholeKey : doubled(wholeKey);
    int last = padded.length - Blocks.AES;
    for (int i = 0; i < Blocks.AES; i++) {
      padded[last + i] ^= lastKey[i];
    }
    byte[] chain = Blocks.aes(key, padded);
    return Arrays.copyOfRange(chain, last, chain.length);
  }

  /** Times x in GF(2^128). */
  private static byte[] doubled(byte[] block) {
    byte[] twice = new byte[block.length];
    for (int i = 0; i < block.length; i++) {
      int next = i + 1 < block.length ? block[i + 1] & 0xFF : 0;
      twice[i] = (byte) ((block[i] << 1) | (next >> 7));
    }
    if (block[0] < 0) {
      twice[block.length - 1] ^= (byte) REDUCTION;
    }
    return twice;
  }
}
