package io.serai.security;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a tenant's bodies are sealed with, as its file has them: a line each, the key's
 * name (kid), a space and 256 bits in Base64. The first one seals answers to what came unsealed;
 * all of them open, so that a key can be replaced without a pause. Immutable; prints no key.
 */
final class PayloadKeys {

  private static final int KEY_BYTES = 32;
  private static final String NAME = "[A-Za-z0-9._-]{1,64}";

  private final Map<String, SecretKey> byName;

  private PayloadKeys(Map<String, SecretKey> byName) {
    this.byName = byName;
  }

  /**
   * Reads a file.
   *
   * @param property which property names it, for errors
   * @throws SeraiException naming the property and the line, never what stands there
   */
  static PayloadKeys read(String property, Path file) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines(property, file)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String[] words = line.strip().split(" +", -1);
      byte[] key = words.length == 2 ? decoded(words[1]) : null;
      if (key == null || key.length != KEY_BYTES || !words[0].matches(NAME)) {
        throw wrong(
            property + ": line " + number + " must be a name, a space and 32 bytes in Base64",
            null);
      }
      if (keys.put(words[0], new SecretKeySpec(key, "AES")) != null) {
        throw wrong(property + ": line " + number + " has the name of an earlier one", null);
      }
    }
    if (keys.isEmpty()) {
      throw wrong(property + ": the file holds no key", null);
    }
    return new PayloadKeys(keys);
  }

  private static Iterable<String> lines(String property, Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw wrong(property + ": the file " + file + " cannot be read", e);
    }
  }

  private static byte @Nullable [] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static SeraiException wrong(String message, @Nullable Throwable cause) {
    return new SeraiException(ErrorCode.CONFIGURATION, null, message, cause);
  }

  /** The name of the first one. */
  String first() {
    return byName.keySet().iterator().next();
  }

  Optional<SecretKey> named(@Nullable String name) {
    return name == null ? Optional.empty() : Optional.ofNullable(byName.get(name));
  }
}
