package io.serai.issuing;

import io.serai.issuing.CardRequest.From;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that waits for its group.
 *
 * @param subject whom it is about: a card's token or an account's id; steps of one subject are done
 *     in the order in which they came, one a group
 * @param key the key that it claims, or null; a second step under it changes nothing and hears what
 *     the first was told
 * @param fingerprint what a repeat must share; empty without a key
 * @param holdRef the id of a hold, or the key of the authorization that made it; null for none
 * @param origin where it came from
 * @param answerBy after it the step is not done any more, or null where it always is
 * @param step what is done
 * @param standIn what is done instead where the answer would come too late (S4.6), or null where
 *     nothing is: then it is declined at once
 * @param atOnce the no that is told where nothing can be done in time, or null where nobody waits
 *     for a yes
 */
public record AccountWork(
    Subject subject,
    @Nullable String key,
    String fingerprint,
    @Nullable String holdRef,
    From origin,
    @Nullable Instant answerBy,
    AccountStep step,
    @Nullable AccountStep standIn,
    @Nullable AtOnce atOnce) {

  /** A step whose no is in no history. */
  public AccountWork(
      Subject subject,
      @Nullable String key,
      String fingerprint,
      @Nullable String holdRef,
      From origin,
      @Nullable Instant answerBy,
      AccountStep step,
      @Nullable AccountStep standIn) {
    this(subject, key, fingerprint, holdRef, origin, answerBy, step, standIn, null);
  }

  /**
   * A no that is told at once (S4.6).
   *
   * @param decision what is told
   * @param history the step that writes it into the account's history once there is room
   */
  public record AtOnce(CardDecision decision, AccountStep history) {}

  /** Whom a step is about. */
  public sealed interface Subject {
    /** The text by which steps are kept in order. */
    String lane();
  }

  /** A card, by the keyed hash of its number; empty where a reversal names its hold alone. */
  public record ByToken(String token) implements Subject {
    @Override
    public String lane() {
      return token;
    }
  }

  /** An account, by its id; the step sees no card. */
  public record ByAccount(String account) implements Subject {
    @Override
    public String lane() {
      return account;
    }
  }
}
