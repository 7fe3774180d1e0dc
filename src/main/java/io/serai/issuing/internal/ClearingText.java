package io.serai.issuing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The lines of a file in UTF-8, within limits, and the digest of all of them. */
public final class ClearingText implements AutoCloseable {

  private static final int LONGEST_LINE = 4096;
  private static final long LONGEST_FILE = 1L << 30;

  private final BufferedReader reader;
  private final MessageDigest digest;
  private final StringBuilder text = new StringBuilder();
  private int number;
  private long read;

  /** The lines of a stream. */
  public ClearingText(InputStream in) {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The next line that is not empty, or null at the end. */
  public @Nullable String next() throws IOException {
    boolean more = true;
    while (more) {
      more = readLine();
      String line = text.toString();
      digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
      if (!line.isBlank()) {
        return line;
      }
    }
    return null;
  }

  /** The number of the line that was read last, from 1. */
  public int number() {
    return number;
  }

  /** Of all lines so far; it ends the reading. */
  public String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private boolean readLine() throws IOException {
    text.setLength(0);
    number++;
    int one = reader.read();
    while (one >= 0 && one != '\n') {
      if (one != '\r') {
        text.append((char) one);
      }
      read++;
      if (text.length() > LONGEST_LINE || read > LONGEST_FILE) {
        throw new SeraiException(
            ErrorCode.BODY_TOO_LARGE,
            "line "
                + number
                + ": a line may have "
                + LONGEST_LINE
                + " characters, a file "
                + LONGEST_FILE);
      }
      one = reader.read();
    }
    return one >= 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
