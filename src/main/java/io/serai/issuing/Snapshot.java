package io.serai.issuing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a step over an account sees, read under the account's row lock.
 *
 * @param at the time that counts for it
 * @param account the account, or null if the card or account is unknown
 * @param card the card, or null if the step names none or it is unknown
 * @param hold the hold that the step names by its id, by the key of its authorization or by that of
 *     an increment, or null
 * @param named what became of the request that the step names by its key, or null for none
 */
public record Snapshot(
    Instant at,
    @Nullable CardAccount account,
    @Nullable Card card,
    @Nullable Hold hold,
    @Nullable Named named) {

  /** Of a step that names no request, or one that has not come. */
  public Snapshot(
      Instant at, @Nullable CardAccount account, @Nullable Card card, @Nullable Hold hold) {
    this(at, account, card, hold, null);
  }

  /**
   * A request that a step names.
   *
   * @param decision what it was answered
   * @param takenBack whether it is an increment that was taken back alone
   */
  public record Named(CardDecision decision, boolean takenBack) {}
}
