package io.serai.routing.check;

import java.util.Comparator;

/**
 * Something that is wrong in a file.
 *
 * @param rule the id of the rule, as {@code docs/route-rules.md} explains it
 * @param file the file, as its folder was named
 * @param line the line, from 1
 * @param column the column, from 1
 * @param message what is wrong
 * @param mend what to write instead
 */
public record Finding(String rule, String file, int line, int column, String message, String mend)
    implements Comparable<Finding> {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparingInt(Finding::column)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::message)
          .thenComparing(Finding::mend);

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** One line, which editors and terminals make a link of. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message + "; " + mend + " [" + rule + "]";
  }
}
