package io.serai.issuing.cards;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.Change;
import io.serai.issuing.Change.Transfer;
import io.serai.issuing.Snapshot;
import java.util.List;

/**
 * Credits what was charged: money that the program holds is the cardholder's from now on.
 *
 * @param card the card that the top-up was asked for; one that is closed by now is credited too
 * @param payment the payment that charged it
 * @param minor how much, in minor units of the account's currency; 0 where all of it was given
 *     back, which claims the payment's key all the same, so that nobody credits it later
 */
record TopUpStep(String card, String payment, long minor) implements AccountStep {

  /** What the program holds for its cardholders. */
  static final String PROGRAM = "program_payable";

  /** What the cardholder has. */
  static final String CARDHOLDER = "cardholder";

  @Override
  public Change apply(Snapshot seen) {
    CardAccount before = seen.account();
    if (before == null) {
      return new Change(
          null, null, null, List.of(), new CardDecision("14", "no_account", 0, null, null, null));
    }
    if (minor == 0) {
      return new Change(
          null,
          null,
          null,
          List.of(),
          new CardDecision("00", "nothing is left", 0, null, null, null));
    }
    CardAccount after = before.post(minor).next();
    var event =
        new CardEvent(
            after.id(),
            after.seq(),
            seen.at(),
            CardEventKind.TOPPED_UP,
            card,
            null,
            key(payment),
            minor,
            minor,
            0,
            after.balanceMinor(),
            after.heldMinor(),
            null,
            "topped up",
            null,
            payment);
    return new Change(
        after,
        null,
        event,
        List.of(new Transfer(PROGRAM, CARDHOLDER, "top_up", minor)),
        new CardDecision("00", "topped up", minor, null, after.availableMinor(), null));
  }

  /** The key under which a payment is credited. */
  static String key(String payment) {
    return "top-up/" + payment;
  }
}
