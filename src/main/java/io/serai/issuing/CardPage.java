package io.serai.issuing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some of a card's history, newest first.
 *
 * @param card the card
 * @param entries what happened
 * @param next what to send as {@code after} for what came before, or null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CardPage(String card, List<Entry> entries, @Nullable String next) {

  /** Copies. */
  public CardPage {
    entries = List.copyOf(entries);
  }

  /**
   * One event of the card, or of its account where it names no card.
   *
   * @param seq its number within the account
   * @param at when
   * @param kind the word of a {@link CardEventKind}
   * @param amount what it was about, in minor units of {@code currency}
   * @param posted what it added to the balance
   * @param held what it added to the holds
   * @param balance the balance after it
   * @param heldAfter the holds after it
   * @param currency of the account
   * @param responseCode DE39, or null where nobody asked
   * @param reason the rule or the cause
   * @param hold the hold that it made or changed, or null
   * @param merchant who asked, or null
   * @param payment the payment of a top-up, or null
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      long seq,
      Instant at,
      String kind,
      long amount,
      long posted,
      long held,
      long balance,
      long heldAfter,
      String currency,
      @Nullable String responseCode,
      String reason,
      @Nullable String hold,
      @Nullable Map<String, Object> merchant,
      @Nullable String payment) {}
}
