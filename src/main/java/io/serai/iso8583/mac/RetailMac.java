package io.serai.iso8583.mac;

import java.util.Arrays;
import javax.crypto.Cipher;

/** ISO/IEC 9797-1 algorithm 3: a chain of DES, its end decrypted and encrypted once more. */
final class RetailMac {

  private static final int TWO_KEYS = 16;
  private static final int THREE_KEYS = 24;

  private RetailMac() {}

  static byte[] of(byte[] key, MacPadding padding, byte[] data) {
    if (key.length != TWO_KEYS && key.length != THREE_KEYS) {
      throw new IllegalArgumentException("a retail MAC takes a key of 16 or 24 bytes");
    }
    byte[] first = Arrays.copyOf(key, Blocks.DES);
    byte[] second = Arrays.copyOfRange(key, Blocks.DES, TWO_KEYS);
    byte[] third = key.length == TWO_KEYS ? first : Arrays.copyOfRange(key, TWO_KEYS, THREE_KEYS);
    byte[] chain = Blocks.des(Cipher.ENCRYPT_MODE, first, padding.pad(data, Blocks.DES));
    byte[] last = Arrays.copyOfRange(chain, chain.length - Blocks.DES, chain.length);
    return Blocks.des(Cipher.ENCRYPT_MODE, third, Blocks.des(Cipher.DECRYPT_MODE, second, last));
  }
}
