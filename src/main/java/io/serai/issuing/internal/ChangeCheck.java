package io.serai.issuing.internal;

import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEvent;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import java.util.Objects;

/**
 * What every change must be, whatever the step: a step that breaks it is a defect, and fails alone.
 * The available amount may fall below zero, by an advice that nobody could refuse.
 */
final class ChangeCheck {

  private ChangeCheck() {}

  /** Throws if the change does not follow from what was seen. */
  static void check(Snapshot seen, Change change) {
    CardAccount before = seen.account();
    CardAccount after = change.account();
    CardEvent event = change.event();
    if (after == null || event == null) {
      require(after == null && event == null, "an account without an event, or the reverse");
      require(change.hold() == null, "a hold without an event");
      require(change.transfers().isEmpty(), "a posting without an event");
      return;
    }
    CardAccount was = Objects.requireNonNull(before, "a change of an account that is unknown");
    require(
        after.id().equals(was.id())
            && after.tenant().equals(was.tenant())
            && after.currency().equals(was.currency()),
        "the account became another one");
    require(after.id().equals(event.account()), "the event is of another account");
    require(after.seq() == was.seq() + 1, "the account's sequence is not the next");
    require(after.seq() == event.seq(), "the event's sequence is not the account's");
    checkAmounts(was, after, event);
    checkHold(seen, change, after, event);
    require(
        change.transfers().stream().allMatch(t -> t.minor() > 0 && !t.debit().equals(t.credit())),
        "a posting moves nothing");
  }

  private static void checkAmounts(CardAccount was, CardAccount after, CardEvent event) {
    after.availableMinor(); // overflows here, if it does, and not at the next step
    require(after.heldMinor() >= 0, "less than nothing is held");
    require(
        Math.subtractExact(after.balanceMinor(), was.balanceMinor()) == event.postedMinor(),
        "the event does not say what was added to the balance");
    require(
        Math.subtractExact(after.heldMinor(), was.heldMinor()) == event.heldMinor(),
        "the event does not say what was added to the holds");
    require(after.balanceMinor() == event.balanceMinor(), "the event does not say the new balance");
    require(after.heldMinor() == event.heldAfterMinor(), "the event does not say what is held now");
  }

  private static void checkHold(Snapshot seen, Change change, CardAccount after, CardEvent event) {
    Hold now = change.hold();
    if (now == null) {
      require(event.heldMinor() == 0, "something is held without a hold");
      return;
    }
    Hold before = seen.hold();
    require(now.account().equals(after.id()), "the hold is of another account");
    require(now.heldMinor() >= 0, "the hold holds less than nothing");
    require(now.state() == Hold.State.OPEN || now.heldMinor() == 0, "a closed hold holds");
    long held = before != null && before.id().equals(now.id()) ? before.heldMinor() : 0;
    require(
        Math.subtractExact(now.heldMinor(), held) == event.heldMinor(),
        "the account does not hold what its hold does");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
