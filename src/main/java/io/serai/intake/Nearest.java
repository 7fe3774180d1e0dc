package io.serai.intake;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds what somebody who mistyped a name most likely meant. */
public final class Nearest {

  private static final int MOST_LISTED = 12;

  private Nearest() {}

  /** The mend: the nearest name, or the names that there are. */
  public static String mend(String name, Collection<String> known) {
    Set<String> near = all(name, known);
    if (!near.isEmpty()) {
      return "write " + String.join(" or ", near);
    }
    if (known.isEmpty()) {
      return "leave it out";
    }
    return known.size() > MOST_LISTED
        ? "leave it out, or look for the right name in the documentation"
        : "write one of " + listed(known);
  }

  /** The names that there are, in order. */
  public static String listed(Collection<String> known) {
    return new TreeSet<>(known).stream().collect(Collectors.joining(", "));
  }

  /** One that needs the fewest changed letters, if those are few. */
  public static Optional<String> of(String name, Collection<String> known) {
    return all(name, known).stream().findFirst();
  }

  /** The words {@code , did you mean '…'?}, or nothing where no name is near. */
  public static String hint(String name, Collection<String> known) {
    return of(name, known).map(near -> ", did you mean '" + near + "'?").orElse("");
  }

  private static Set<String> all(String name, Collection<String> known) {
    String wanted = plain(name);
    int furthest = Math.max(1, (wanted.length() + 2) / 3);
    int least =
        known.stream().mapToInt(one -> distance(wanted, plain(one))).min().orElse(furthest + 1);
    Set<String> near = new TreeSet<>(known);
    near.removeIf(one -> least > furthest || distance(wanted, plain(one)) > least);
    return near;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Changed, added, dropped and swapped letters. */
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 ? j : j == 0 ? i : step(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(int[][] rows, String a, String b, int i, int j) {
    int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best =
        Arrays.stream(
                new int[] {rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + other})
            .min()
            .orElseThrow();
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
