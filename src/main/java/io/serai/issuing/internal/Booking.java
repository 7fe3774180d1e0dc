package io.serai.issuing.internal;

import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import org.jspecify.annotations.Nullable;

/**
 * StepParts what was bought: money leaves the account, and the hold lets go of what it kept for it.
 * It is never refused, since the merchant has been paid; the account may be overdrawn by it. Pure.
 */
final class Booking {

  private final CardPrograms programs;

  Booking(CardPrograms programs) {
    this.programs = programs;
  }

  /** StepParts on a known account, against the hold if the snapshot has one. */
  Change book(Snapshot seen, CardAccount account, ToBook bought, String freshCode) {
    Hold hold = StepParts.hold(seen, account);
    long released = released(hold, bought);
    CardAccount after =
        account
            .hold(-released)
            .post(-bought.minor())
            .use(usage(account, hold, released - bought.minor(), bought.routeSet()))
            .next();
    String reason = reason(hold, bought, after);
    CardEvent event =
        StepParts.event(seen, after, CardEventKind.CLEARED)
            .about(bought.key(), hold == null ? null : hold.id(), bought.merchant())
            .moved(bought.minor(), -bought.minor(), -released)
            .said("00", reason);
    return new Change(
        after,
        hold == null ? null : cleared(hold, bought.minor(), released),
        event,
        StepParts.transfer("cardholder", "network_payable", "clearing", bought.minor()),
        new CardDecision(
            "00",
            reason,
            bought.minor(),
            code(hold, bought, freshCode),
            after.availableMinor(),
            event.hold(),
            after.currency()));
  }

  /** A last booking releases all that is left; one that is followed by more only its own part. */
  private static long released(@Nullable Hold hold, ToBook bought) {
    if (hold == null) {
      return 0;
    }
    return bought.more() ? Math.min(bought.minor(), hold.heldMinor()) : hold.heldMinor();
  }

  /** What was held and is not bought does not count as used. */
  private Usage usage(CardAccount account, @Nullable Hold hold, long unused, String routeSet) {
    if (hold == null || unused <= 0) {
      return account.usage();
    }
    return (routeSet.isEmpty()
            ? programs.current(account.program())
            : programs.find(routeSet, account.program()))
        .map(program -> program.rules().giveBack(account, hold, unused, false))
        .orElse(account.usage());
  }

  private static Hold cleared(Hold hold, long minor, long released) {
    long held = hold.heldMinor() - released;
    Hold.State state =
        hold.state() == Hold.State.OPEN && held == 0 ? Hold.State.CLEARED : hold.state();
    return StepParts.hold(hold, held, Math.addExact(hold.clearedMinor(), minor), state);
  }

  private static String code(@Nullable Hold hold, ToBook bought, String freshCode) {
    if (bought.approvalCode() != null) {
      return bought.approvalCode();
    }
    return hold == null ? freshCode : hold.approvalCode();
  }

  private static String reason(@Nullable Hold hold, ToBook bought, CardAccount after) {
    String against = hold == null ? " without a hold" : against(hold, bought);
    String note = bought.note().isEmpty() ? "" : "; " + bought.note();
    return bought.what() + against + note + (after.availableMinor() < 0 ? "; overdrawn" : "");
  }

  private static String against(Hold hold, ToBook bought) {
    return switch (hold.state()) {
      case OPEN -> open(hold.heldMinor(), bought);
      case CLEARED -> " of a hold that was cleared before";
      case REVERSED -> " after its reversal";
      case EXPIRED -> " after its hold expired";
    };
  }

  private static String open(long held, ToBook bought) {
    long rest = held - bought.minor();
    if (rest < 0) {
      return ", " + -rest + " more than was held";
    }
    if (rest == 0) {
      return " of all that was held";
    }
    return bought.more()
        ? " in part, " + rest + " stays held"
        : ", " + rest + " less than was held";
  }
}
