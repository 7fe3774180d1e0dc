package io.serai.iso8583;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What must be the same under the same key: card, amount, currency and processing code. It is made
 * of a card number, so whoever stores it must do so under a key of his own: of a bare hash, first
 * six and last four, the number is soon guessed.
 */
final class Fingerprint {

  private Fingerprint() {}

  /** SHA-256 in hex over the parts, each ended by a byte that no part holds. */
  static String of(@Nullable String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      if (part != null) {
        digest.update(part.getBytes(StandardCharsets.ISO_8859_1));
      }
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
