package io.serai.journal.internal;

import io.serai.journal.CardSeals;
import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals card numbers with AES-GCM, bound to their payment or card, and hashes texts under a key of
 * their own. Thread-safe.
 */
public final class CardVault implements CardSeals {

  static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private static final String HASH = "HmacSHA256";
  private static final String HASH_KEY_LABEL = "serai fingerprint v1";
  private static final String BODY_KEY_LABEL = "serai bodies v1";

  private final SecretKey key;
  private final SecretKey hashKey;
  private final String keyId;
  private final SecureRandom random = new SecureRandom();

  CardVault(SecretKey key) {
    this.key = key;
    this.keyId = VaultKeys.idOf(key);
    // Derived, because one key should serve one purpose.
    this.hashKey = new SecretKeySpec(hash(key, HASH_KEY_LABEL), HASH);
  }

  /** The vault of a key file. */
  public static CardVault of(String keyFile) {
    return new CardVault(VaultKeys.read(keyFile));
  }

  /** Seals bodies, under a key of their own. */
  BodyVault bodies() {
    return new BodyVault(new SecretKeySpec(hash(key, BODY_KEY_LABEL), "AES"), keyId);
  }

  /** The keyed hash of a text, in hex. */
  @Override
  public String keyed(String text) {
    return HexFormat.of().formatHex(hash(hashKey, text));
  }

  private static byte[] hash(SecretKey with, String text) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(with);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  @Override
  public String keyId() {
    return keyId;
  }

  /** The sealed card number: initialisation vector, then cipher text. */
  @Override
  public byte[] seal(String boundTo, CardNumber card) {
    try {
      byte[] iv = new byte[IV_BYTES];
      random.nextBytes(iv);
      byte[] text =
          cipher(key, Cipher.ENCRYPT_MODE, iv, boundTo)
              .doFinal(card.digits().getBytes(StandardCharsets.US_ASCII));
      byte[] bytes = Arrays.copyOf(iv, IV_BYTES + text.length);
      System.arraycopy(text, 0, bytes, IV_BYTES, text.length);
      return bytes;
    } catch (GeneralSecurityException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "the card number was not sealed", e);
    }
  }

  @Override
  public CardNumber open(String boundTo, String sealedWith, byte[] bytes) {
    if (!sealedWith.equals(keyId)) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          "a card number is sealed with key "
              + sealedWith
              + ", but serai.vault.key-file holds key "
              + keyId);
    }
    try {
      byte[] iv = Arrays.copyOf(bytes, IV_BYTES);
      byte[] text =
          cipher(key, Cipher.DECRYPT_MODE, iv, boundTo)
              .doFinal(bytes, IV_BYTES, bytes.length - IV_BYTES);
      return CardNumber.ofReceipt(new String(text, StandardCharsets.US_ASCII), "vault");
    } catch (GeneralSecurityException e) {
      throw new SeraiException(
          ErrorCode.INTERNAL, null, "the card number of " + boundTo + " cannot be opened", e);
    }
  }

  static Cipher cipher(SecretKey key, int mode, byte[] iv, String boundTo)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
