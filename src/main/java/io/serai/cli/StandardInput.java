package io.serai.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Secrets come in here, because command lines can be read by others. */
final class StandardInput {

  private StandardInput() {}

  /** The first line, or an empty text. */
  static String line() {
    try {
      // Not closed: it is the process's.
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
