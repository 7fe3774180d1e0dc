package io.serai.issuing;

import java.util.List;

/**
 * What became of an imported file of cards.
 *
 * @param lines how many lines it had, without its header and empty ones
 * @param kept how many cards were added
 * @param errorCount how many mistakes there are in bad lines
 * @param errors the first {@link #MOST_ERRORS} of them
 */
public record CardImportReport(long lines, long kept, long errorCount, List<LineError> errors) {

  /** How many mistakes are told one by one. */
  public static final int MOST_ERRORS = 1_000;

  /** Copies. */
  public CardImportReport {
    errors = List.copyOf(errors);
  }

  /**
   * A mistake; its line was left out.
   *
   * @param line the line's number in the file, from 1
   * @param field the column, or {@code line} where it is the line itself
   * @param reason what is wrong and what to write instead; never the value
   */
  public record LineError(long line, String field, String reason) {}
}
