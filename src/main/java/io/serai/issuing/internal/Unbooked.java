package io.serai.issuing.internal;

import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Usage;
import java.util.List;

/**
 * The reversal of a purchase (0200), which was booked with its answer: what does not stay goes back
 * into the balance, once.
 *
 * @param hold the purchase
 * @param minor how much of it goes back, in minor units
 */
record Unbooked(Hold hold, long minor) {

  private static final String PURCHASE = ":2";

  /** Whether a hold is a purchase, whose key says so, that was booked. */
  static boolean is(Hold hold) {
    return hold.key().endsWith(PURCHASE) && hold.clearedMinor() > 0;
  }

  /** The change of the account. */
  Change change(Entry entry, Usage usage) {
    CardAccount after = entry.before().post(minor).use(usage);
    Hold left = left();
    return entry.change(
        CardEventKind.REVERSED,
        after,
        left,
        minor,
        entry.told("00", whole() ? "reversal" : "part_of_reversal", minor, after, left),
        List.of(new Change.Transfer("network_payable", "cardholder", "reversal", minor)),
        null);
  }

  /** Whether nothing of it stays. */
  boolean whole() {
    return minor == hold.clearedMinor();
  }

  private Hold left() {
    return new Hold(
        hold.id(),
        hold.account(),
        hold.card(),
        hold.key(),
        hold.authorizedMinor(),
        hold.heldMinor(),
        Math.subtractExact(hold.clearedMinor(), minor),
        Math.addExact(hold.reversedMinor(), minor),
        whole() ? Hold.State.REVERSED : hold.state(),
        hold.approvalCode(),
        hold.rrn(),
        hold.merchant(),
        hold.at(),
        hold.expiresAt(),
        hold.estimated(),
        hold.standIn());
  }
}
