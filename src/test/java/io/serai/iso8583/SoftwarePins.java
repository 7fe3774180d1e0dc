package io.serai.iso8583;

import io.serai.payment.CardNumber;
import io.serai.payment.PinBlock;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a hardware security module does, in software, so for tests only: PIN blocks of ISO 9564
 * format 0 under triple DES in, of format 4 under AES out.
 *
 * @param in the key of the incoming link, 16 bytes
 * @param out the key of the outgoing link, 16 bytes
 * @param filling eight bytes where format 4 wants random ones
 */
@SuppressWarnings("ArrayRecordComponent")
record SoftwarePins(byte[] in, byte[] out, byte[] filling) implements PinTranslation {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @Override
  public CompletableFuture<PinBlock> translate(
      PinBlock block, @Nullable CardNumber card, @Nullable String from, String to) {
    if (card == null) {
      return CompletableFuture.failedFuture(new IllegalArgumentException("no card number"));
    }
    String pin = pinOfFormat0(desede(Cipher.DECRYPT_MODE, in, block.bytes()), card.digits());
    return CompletableFuture.completedFuture(
        new PinBlock(encipherFormat4(out, pin, card.digits(), filling)));
  }

  /** The clear block of format 0. */
  static byte[] format0(String pin, String pan) {
    String field = "0" + Integer.toHexString(pin.length()) + pin + "F".repeat(14);
    return xor(HEX.parseHex(field.substring(0, 16)), panOfFormat0(pan));
  }

  static String pinOfFormat0(byte[] clear, String pan) {
    String field = HEX.formatHex(xor(clear, panOfFormat0(pan)));
    return field.substring(2, 2 + Character.digit(field.charAt(1), 16));
  }

  static byte[] encipherFormat4(byte[] key, String pin, String pan, byte[] filling) {
    String field = "4" + Integer.toHexString(pin.length()) + pin + "A".repeat(14);
    byte[] pinField = HEX.parseHex(field.substring(0, 16) + HEX.formatHex(filling));
    return aes(Cipher.ENCRYPT_MODE, key, xor(aes(Cipher.ENCRYPT_MODE, key, pinField), pan4(pan)));
  }

  static String decipherFormat4(byte[] key, byte[] block, String pan) {
    byte[] inner = xor(aes(Cipher.DECRYPT_MODE, key, block), pan4(pan));
    String field = HEX.formatHex(aes(Cipher.DECRYPT_MODE, key, inner));
    return field.substring(2, 2 + Character.digit(field.charAt(1), 16));
  }

  private static byte[] panOfFormat0(String pan) {
    return HEX.parseHex("0000" + pan.substring(pan.length() - 13, pan.length() - 1));
  }

  private static byte[] pan4(String pan) {
    String digits = "0".repeat(Math.max(0, 12 - pan.length())) + pan;
    String field = Integer.toHexString(digits.length() - 12) + digits + "0".repeat(32);
    return HEX.parseHex(field.substring(0, 32));
  }

  @SuppressWarnings("InsecureCryptoUsage") // ISO 9564 enciphers single blocks.
  static byte[] desede(int mode, byte[] key, byte[] block) {
    byte[] three = Arrays.copyOf(key, 24);
    System.arraycopy(key, 0, three, 16, 8);
    try {
      Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
      cipher.init(mode, new SecretKeySpec(three, "DESede"));
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("InsecureCryptoUsage")
  private static byte[] aes(int mode, byte[] key, byte[] block) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"));
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] xor(byte[] one, byte[] other) {
    byte[] both = one.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] ^= other[i];
    }
    return both;
  }
}
