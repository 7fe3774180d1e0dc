package io.serai.journal.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Reads the vault's key: 32 bytes in base 64, in a file that is mounted. */
final class VaultKeys {

  private static final int KEY_BYTES = 32;

  private VaultKeys() {}

  static SecretKey read(String keyFile) {
    if (keyFile.isBlank()) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          "serai.vault.key-file: is not set; give a file that holds 32 bytes in base 64");
    }
    Path file = Path.of(keyFile);
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(Files.readString(file).strip());
    } catch (IOException | IllegalArgumentException e) {
      throw broken(file, e);
    }
    if (bytes.length != KEY_BYTES) {
      throw broken(file, null);
    }
    return new SecretKeySpec(bytes, "AES");
  }

  private static SeraiException broken(
      Path file, @org.jspecify.annotations.Nullable Exception cause) {
    return new SeraiException(
        ErrorCode.CONFIGURATION,
        "serai.vault.key-file",
        "serai.vault.key-file: "
            + file
            + " must hold 32 bytes in base 64; make one with: openssl rand -base64 32",
        cause);
  }

  /** A name for the key that tells nothing about it. */
  static String idOf(SecretKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
