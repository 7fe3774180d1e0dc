package io.serai.journal.internal;

import io.serai.journal.BodySeals;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/** Seals bodies: initialisation vector, then cipher text. Thread-safe. */
final class BodyVault implements BodySeals {

  private final SecretKey key;
  private final String keyId;
  private final SecureRandom random = new SecureRandom();

  BodyVault(SecretKey key, String keyId) {
    this.key = key;
    this.keyId = keyId;
  }

  @Override
  public String keyId() {
    return keyId;
  }

  @Override
  public byte[] seal(String boundTo, byte[] bytes) {
    try {
      byte[] iv = new byte[CardVault.IV_BYTES];
      random.nextBytes(iv);
      byte[] text = CardVault.cipher(key, Cipher.ENCRYPT_MODE, iv, boundTo).doFinal(bytes);
      byte[] sealed = Arrays.copyOf(iv, iv.length + text.length);
      System.arraycopy(text, 0, sealed, iv.length, text.length);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "the body was not sealed", e);
    }
  }

  @Override
  public byte[] open(String boundTo, String sealedWith, byte[] sealed) {
    if (!sealedWith.equals(keyId)) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          "a body is sealed with key "
              + sealedWith
              + ", but serai.vault.key-file holds key "
              + keyId);
    }
    try {
      byte[] iv = Arrays.copyOf(sealed, CardVault.IV_BYTES);
      return CardVault.cipher(key, Cipher.DECRYPT_MODE, iv, boundTo)
          .doFinal(sealed, iv.length, sealed.length - iv.length);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SeraiException(
          ErrorCode.INTERNAL, null, "the body of " + boundTo + " cannot be opened", e);
    }
  }
}
