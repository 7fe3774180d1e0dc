package io.serai.issuing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a clearing file.
 *
 * @param tenant whose cards it is about
 * @param file the network's name for it
 * @param state {@code reading}, {@code refused} (nothing of it was booked), {@code booking}, {@code
 *     booked} (but for what was put aside)
 * @param reason why it was refused, or null
 * @param operator who sent it
 * @param receivedAt when
 * @param records how many records it has
 * @param waiting how many wait to be booked
 * @param booked how many are booked
 * @param withoutHold how many of the presentments among them were booked without a hold
 * @param repeated how many had been booked before, from another file
 * @param aside how many were put aside and are not booked
 * @param dismissed how many of those put aside a person has dismissed
 * @param mistakes the first {@link #MOST_MISTAKES} of those put aside, by line
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClearingReport(
    String tenant,
    String file,
    String state,
    @Nullable String reason,
    String operator,
    Instant receivedAt,
    int records,
    int waiting,
    int booked,
    int withoutHold,
    int repeated,
    int aside,
    int dismissed,
    List<Mistake> mistakes) {

  /** How many mistakes are told one by one. */
  public static final int MOST_MISTAKES = 1000;

  /** Copies. */
  public ClearingReport {
    mistakes = List.copyOf(mistakes);
  }

  /**
   * Why a record was put aside.
   *
   * @param line its line in the file, from 1
   * @param field the column, or {@code line} where it is the line itself
   * @param reason what is wrong and what to do; never the value
   */
  public record Mistake(int line, String field, String reason) {}
}
