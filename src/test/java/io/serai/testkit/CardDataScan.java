package io.serai.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds card numbers, track data and keys in what should hold none (I8). Findings name the place
 * and show nothing of what was found.
 */
public final class CardDataScan {

  /** 13 to 19 digits that stand alone, also in groups of four. */
  private static final Pattern DIGITS =
      Pattern.compile(
          "(?<![0-9A-Za-z.])(?:[0-9]{13,19}|[0-9]{4}(?:[ -][0-9]{4}){3})(?![0-9A-Za-z])");

  /** What follows the number on track 2; it makes any number a card's. */
  private static final Pattern TRACK = Pattern.compile("(?<![0-9])([0-9]{12,19})[=D][0-9]{7}");

  private static final Pattern KEY = Pattern.compile("\\bsk_[A-Za-z0-9_]{8,}");

  /**
   * Sixteen digits of a kind of card that the tests pay with; other numbers pass Luhn's test too.
   */
  private static final Pattern CARD = Pattern.compile("(?:4|5[1-5]|9999)[0-9]*");

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
    if (KEY.matcher(line).find()) {
      found.add(place + ": an API key");
    }
    if (TRACK.matcher(line).results().anyMatch(m -> isLuhn(m.group(1)))) {
      found.add(place + ": track data");
    }
    Matcher digits = DIGITS.matcher(line);
    while (digits.find()) {
      String number = digits.group().replaceAll("[ -]", "");
      if (number.length() == 16 && CARD.matcher(number).matches() && isLuhn(number)) {
        found.add(place + ": a card number");
      }
    }
  }

  private static boolean isLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int value = i % 2 == 0 ? digit : digit * 2;
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
  }
}
