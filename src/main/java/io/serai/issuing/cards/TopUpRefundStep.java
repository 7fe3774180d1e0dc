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
 * Takes from the account what was given back of the charge that topped it up. Never refused: the
 * payer has the money, so what was spent of it is owed by the cardholder.
 *
 * @param card the card that the top-up was asked for
 * @param payment the payment that charged it
 * @param before how much of the credit had left the account before, in minor units
 * @param minor how much leaves it now, in minor units
 */
record TopUpRefundStep(String card, String payment, long before, long minor)
    implements AccountStep {

  @Override
  public Change apply(Snapshot seen) {
    CardAccount account = seen.account();
    if (account == null) {
      return new Change(
          null, null, null, List.of(), new CardDecision("14", "no_account", 0, null, null, null));
    }
    CardAccount after = account.post(-minor).next();
    String reason = "top-up refunded" + (after.availableMinor() < 0 ? "; overdrawn" : "");
    var event =
        new CardEvent(
            after.id(),
            after.seq(),
            seen.at(),
            CardEventKind.TOP_UP_REFUNDED,
            card,
            null,
            key(payment, before),
            minor,
            -minor,
            0,
            after.balanceMinor(),
            after.heldMinor(),
            null,
            reason,
            null,
            payment);
    return new Change(
        after,
        null,
        event,
        List.of(new Transfer(TopUpStep.CARDHOLDER, TopUpStep.PROGRAM, "top_up_refund", minor)),
        new CardDecision("00", reason, minor, null, after.availableMinor(), null));
  }

  /**
   * The key of what leaves the account after so much has left it: of two who know of different
   * sums, one takes, and the other hears how much that was.
   */
  static String key(String payment, long before) {
    return TopUpStep.key(payment) + "/back/" + before;
  }
}
