package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import java.util.List;

/**
 * The end of a hold that nobody claimed. Once it has ended, or has been put off, the step does
 * nothing, so it needs no key. Pure.
 */
final class HoldExpiry implements AccountStep {

  private final CardPrograms programs;

  HoldExpiry(CardPrograms programs) {
    this.programs = programs;
  }

  @Override
  public Change apply(Snapshot seen) {
    CardAccount account = seen.account();
    Hold hold = account == null ? null : StepParts.hold(seen, account);
    if (account == null
        || hold == null
        || hold.state() != Hold.State.OPEN
        || hold.expiresAt().isAfter(seen.at())) {
      return StepParts.nothing("00", "there is nothing to expire");
    }
    long held = hold.heldMinor();
    CardAccount after = account.hold(-held).use(givenBack(account, hold)).next();
    String reason =
        hold.clearedMinor() == 0 ? "nobody claimed it in time" : "nobody claimed the rest in time";
    return new Change(
        after,
        StepParts.hold(hold, 0, hold.clearedMinor(), Hold.State.EXPIRED),
        StepParts.event(seen, after, CardEventKind.HOLD_EXPIRED)
            .about(null, hold.id(), hold.merchant())
            .moved(held, 0, -held)
            .said(null, reason),
        List.of(),
        new CardDecision("00", reason, 0, null, after.availableMinor(), hold.id()));
  }

  /** What was never bought does not count as used; as a use only where a part was bought. */
  private Usage givenBack(CardAccount account, Hold hold) {
    return programs
        .current(account.program())
        .map(
            program ->
                program.rules().giveBack(account, hold, hold.heldMinor(), hold.clearedMinor() == 0))
        .orElse(account.usage());
  }
}
