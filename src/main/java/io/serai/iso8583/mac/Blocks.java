package io.serai.iso8583.mac;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The block ciphers of the JDK, in cipher block chaining from zeros and without padding. */
final class Blocks {

  static final int DES = 8;
  static final int AES = 16;

  private Blocks() {}

  @SuppressWarnings("InsecureCryptoUsage") // ISO/IEC 9797-1 algorithm 3 is made of single DES.
  static byte[] des(int mode, byte[] key, byte[] data) {
    return run("DES/CBC/NoPadding", "DES", DES, mode, key, data);
  }

  static byte[] aes(byte[] key, byte[] data) {
    return run("AES/CBC/NoPadding", "AES", AES, Cipher.ENCRYPT_MODE, key, data);
  }

  @SuppressWarnings("InsecureCryptoUsage")
  private static byte[] run(
      String transformation, String name, int block, int mode, byte[] key, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance(transformation);
      cipher.init(mode, new SecretKeySpec(key, name), new IvParameterSpec(new byte[block]));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key does not fit " + name, e);
    }
  }
}
