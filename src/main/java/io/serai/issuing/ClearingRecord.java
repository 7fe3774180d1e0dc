package io.serai.issuing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of a clearing file that was put aside, for people. What could not be read has no data.
 *
 * @param id {@code clr_….7}: its upload and its line
 * @param tenant whose cards the file is about
 * @param file the network's name for the file
 * @param line its line in the file, from 1
 * @param state {@code aside}, {@code dismissed}; or {@code waiting}, {@code booked}, {@code
 *     repeated}
 * @param field the column that is wrong, or null
 * @param reason what is wrong with it; never the value; or null
 * @param retryable whether it can be booked as it stands once that is mended
 * @param data what it says, or null where it could not be read
 * @param at when it came to its state
 * @param actions what people did with it, oldest first; empty in lists
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClearingRecord(
    String id,
    String tenant,
    String file,
    int line,
    String state,
    @Nullable String field,
    @Nullable String reason,
    boolean retryable,
    @Nullable Data data,
    Instant at,
    List<Action> actions) {

  /** Copies. */
  public ClearingRecord {
    actions = List.copyOf(actions);
  }

  /**
   * What a record says, but for the card's number.
   *
   * @param type {@code presentment}, {@code credit}, {@code chargeback}, {@code representment}
   * @param lastFour the number's last four digits
   * @param amount at the merchant, in minor units of {@code currency}
   * @param currency ISO 4217 letters
   * @param billingAmount what is booked, in minor units of {@code billingCurrency}
   * @param billingCurrency ISO 4217 letters
   * @param approvalCode DE38, or null
   * @param rrn DE37, or null
   * @param acquirerReference the acquirer's reference of the purchase
   * @param merchant DE42
   * @param date of the purchase
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      String type,
      String lastFour,
      long amount,
      String currency,
      long billingAmount,
      String billingCurrency,
      @Nullable String approvalCode,
      @Nullable String rrn,
      String acquirerReference,
      String merchant,
      LocalDate date) {}

  /**
   * What a person did with it.
   *
   * @param action {@code retry} or {@code dismiss}
   * @param found what was wrong with it by then
   * @param operator who
   * @param reason why
   * @param at when
   */
  public record Action(String action, String found, String operator, String reason, Instant at) {}
}
