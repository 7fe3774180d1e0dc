package io.serai.iso8583;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Which right name somebody may have meant who wrote a wrong one. */
final class Nearest {

  private Nearest() {}

  /** The words {@code , did you mean '…'?} with the name that takes the fewest changes. */
  static String hint(String wrong, Collection<String> names) {
    String word = wrong.toLowerCase(Locale.ROOT);
    return names.stream()
        .min(Comparator.comparingInt(name -> changes(word, name.toLowerCase(Locale.ROOT))))
        .map(name -> ", did you mean '" + name + "'?")
        .orElse("");
  }

  /** How many letters to change, add or leave out (Levenshtein's distance). */
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
