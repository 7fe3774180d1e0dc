package io.serai.routing.test;

import io.serai.issuing.CardRequest;
import io.serai.issuing.CardStatus;
import io.serai.issuing.Usage.Used;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One test of the rules of a card program.
 *
 * @param name what it says
 * @param place where it begins
 * @param program the program's name
 * @param clock the time at which it begins
 * @param given the account and the card
 * @param steps what is asked, in order
 */
record RuleTest(
    String name, Place place, Node program, Instant clock, Given given, List<Step> steps) {

  /**
   * The account and the card as they are at the beginning.
   *
   * @param balanceMinor the balance
   * @param creditLineMinor the credit line, or null for the program's
   * @param heldMinor what is held
   * @param status the card's status
   * @param expiry the card's last month
   * @param used what is used, by the name of the rule
   * @param usedAt where these names stand
   */
  record Given(
      long balanceMinor,
      @Nullable Long creditLineMinor,
      long heldMinor,
      CardStatus status,
      YearMonth expiry,
      Map<String, Used> used,
      Map<String, Place> usedAt) {}

  /**
   * What is asked, and what is expected.
   *
   * @param place where it stands
   * @param at when, or null for the time of the step before
   * @param when what is asked
   * @param then what is expected, by its name
   */
  record Step(Place place, @Nullable Instant at, When when, Map<String, Node> then) {}

  /** What is asked. */
  sealed interface When {}

  /**
   * An authorization.
   *
   * @param amount in the merchant's currency, or the account's where none is said
   * @param currency the merchant's currency, or null for the account's
   * @param billingMinor the amount in the account's currency, or null where both are one
   * @param addsTo the step whose authorization it adds to, from 1, or null
   */
  record Ask(
      long amount,
      @Nullable Node currency,
      @Nullable Long billingMinor,
      CardRequest.Merchant merchant,
      CardRequest.Presented presented,
      boolean partial,
      @Nullable YearMonth expiry,
      @Nullable Integer addsTo)
      implements When {}

  /**
   * A reversal.
   *
   * @param step the step whose authorization is taken back, from 1
   * @param minor how much of it in the account's currency, or null for all
   */
  record Reverse(int step, @Nullable Long minor) implements When {}
}
