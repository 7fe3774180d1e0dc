package io.serai.webhook.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what is sent, with HMAC-SHA256 over {@code <time>.<body>}; with two secrets while they are
 * being exchanged, so that a receiver may know either. Thread-safe; prints no secret.
 */
final class Signer {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST = 32;
  private static final int MOST = 2;

  private final List<SecretKeySpec> keys;

  private Signer(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * Reads an endpoint's secrets: one line, or two with the newer first.
   *
   * @param property which property names the file
   * @param wrong takes what is wrong; never what stands in the file
   * @return null if something is
   */
  static @Nullable Signer read(String property, @Nullable Path file, List<String> wrong) {
    if (file == null) {
      wrong.add(property + ": name a file with the secret that signs; openssl rand -hex 32");
      return null;
    }
    List<String> lines;
    try {
      lines =
          Files.readAllLines(file).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    } catch (IOException e) {
      wrong.add(property + ": the file " + file + " cannot be read");
      return null;
    }
    if (lines.isEmpty() || lines.size() > MOST) {
      wrong.add(property + ": the file must hold one secret, or the new one and the old one below");
      return null;
    }
    if (lines.stream().anyMatch(line -> line.length() < SHORTEST)) {
      wrong.add(property + ": a secret must have 32 characters or more; openssl rand -hex 32");
      return null;
    }
    return of(lines);
  }

  static Signer of(List<String> secrets) {
    return new Signer(
        secrets.stream()
            .map(text -> new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM))
            .toList());
  }

  /** The header's value: {@code t=<seconds>,v1=<hex>}, with a v1 for each secret. */
  String sign(Instant at, String body) {
    String time = Long.toString(at.getEpochSecond());
    StringBuilder header = new StringBuilder("t=").append(time);
    for (SecretKeySpec key : keys) {
      header.append(",v1=").append(hmac(key, time + "." + body));
    }
    return header.toString();
  }

  private static String hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
