package io.serai.journal.internal;

import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Seals card numbers with AES-GCM, bound to their payment. Thread-safe. */
final class CardVault {

  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final String keyId;
  private final SecureRandom random = new SecureRandom();

  CardVault(SecretKey key) {
    this.key = key;
    this.keyId = VaultKeys.idOf(key);
  }

  String keyId() {
    return keyId;
  }

  /** The sealed card number: initialisation vector, then cipher text. */
  byte[] seal(String paymentId, CardNumber card) {
    try {
      byte[] iv = new byte[IV_BYTES];
      random.nextBytes(iv);
      byte[] text =
          cipher(Cipher.ENCRYPT_MODE, iv, paymentId)
              .doFinal(card.digits().getBytes(StandardCharsets.US_ASCII));
      byte[] bytes = Arrays.copyOf(iv, IV_BYTES + text.length);
      System.arraycopy(text, 0, bytes, IV_BYTES, text.length);
      return bytes;
    } catch (GeneralSecurityException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "the card number was not sealed", e);
    }
  }

  CardNumber open(String paymentId, String sealedWith, byte[] bytes) {
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
          cipher(Cipher.DECRYPT_MODE, iv, paymentId)
              .doFinal(bytes, IV_BYTES, bytes.length - IV_BYTES);
      return CardNumber.of(new String(text, StandardCharsets.US_ASCII), "vault");
    } catch (GeneralSecurityException e) {
      throw new SeraiException(
          ErrorCode.INTERNAL, null, "the card number of " + paymentId + " cannot be opened", e);
    }
  }

  private Cipher cipher(int mode, byte[] iv, String paymentId) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(paymentId.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
