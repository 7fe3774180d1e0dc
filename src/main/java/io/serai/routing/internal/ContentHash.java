package io.serai.routing.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Where files are and what they hold, in twelve hex digits. */
final class ContentHash {

  private static final int HASH_BYTES = 6;

  private ContentHash() {}

  /** Of places below a folder and contents, in the order of the list. */
  static String of(Path folder, List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files) {
      String place = folder.relativize(file).toString();
      digest.update(place.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  /** Of a text. */
  static String of(String text) {
    byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
