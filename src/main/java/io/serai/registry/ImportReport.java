package io.serai.registry;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What became of an imported file.
 *
 * @param lines how many lines it had, without its header and empty ones
 * @param kept how many of them were good
 * @param merchants what became of the merchants
 * @param terminals what became of the terminals
 * @param errorCount how many mistakes there are in bad lines
 * @param errors the first {@link #MOST_ERRORS} of them, by line
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ImportReport(
    long lines,
    long kept,
    Written merchants,
    Written terminals,
    long errorCount,
    List<LineError> errors) {

  /** How many mistakes are told one by one. */
  public static final int MOST_ERRORS = 1_000;

  /**
   * Rows of one kind.
   *
   * @param added those that were not there
   * @param changed those that were there and said something else
   */
  public record Written(long added, long changed) {

    /** Both together. */
    public Written plus(Written more) {
      return new Written(added + more.added, changed + more.changed);
    }
  }

  /**
   * A mistake; its line was left out.
   *
   * @param line the line's number in the file, from 1
   * @param field the column, or {@code line} where it is the line itself
   * @param reason what is wrong and what to write instead; never the value
   */
  public record LineError(long line, String field, String reason) {}

  /** Copies what could change. */
  public ImportReport {
    errors = List.copyOf(errors);
  }
}
