package io.serai.testkit;

import io.serai.payment.CardData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds card numbers, track data and keys in what should hold none (I8). Findings name the place
 * and show nothing of what was found.
 */
public final class CardDataScan {

  private CardDataScan() {}

  /** Scans a text line by line. */
  public static List<String> findings(String source, String text) {
    List<String> found = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      scan(source + ":" + number, line, found);
    }
    return found;
  }

  /**
   * Scans every file below a folder whose name is wanted; a folder that is not there holds none.
   */
  public static List<String> findings(Path folder, Predicate<String> wanted) throws IOException {
    List<String> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    List<Path> files;
    try (Stream<Path> below = Files.walk(folder)) {
      files =
          below
              .filter(Files::isRegularFile)
              .filter(f -> wanted.test(f.toString()))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      // Latin 1 takes any byte: logs of other programs need not be text all through.
      try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          number++;
          scan(file + ":" + number, line, found);
        }
      }
    }
    return found;
  }

  private static void scan(String place, String line, List<String> found) {
    CardData.kinds(line).forEach(kind -> found.add(place + ": " + kind));
  }
}
