package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A 0400 or 0420: what is still held is given back, all of it or down to what is to stay (DE95).
 * What was booked of a hold stays, but for a purchase (0200), which is booked with its answer. What
 * was given back is not given back again. Of an increment only that is given back. Where the
 * original was declined or not looked at, nothing was held and nothing changes: 00. Without its
 * original it is answered 25, as the hub answers each such reversal (the house's rule: the network
 * learns that nothing was undone, and 25 acknowledges an advice as 00 does); the original's key is
 * taken with it, so that the original is refused when it comes late.
 *
 * @param request what is taken back
 * @param programs what its limits are given back by
 */
record Reverse(CardRequest request, CardPrograms programs) implements AccountStep {

  private static final String NO_ORIGINAL = "25";
  private static final String BEFORE = "reversed_before";
  private static final String NOTHING_HELD = "nothing_held";
  private static final CardDecision TAKEN_BACK =
      new CardDecision("12", BEFORE, 0, null, null, null);

  @Override
  public Change apply(Snapshot seen) {
    CardAccount account = seen.account();
    Hold found = Holds.named(seen);
    Hold hold = found == null || Increment.isNeither(found, request) ? null : found;
    boolean declined = hold == null && isOfNo(seen.named());
    if (account == null) {
      return declined
          ? Entry.ofNobody("00", NOTHING_HELD, null)
          : Entry.ofNobody(NO_ORIGINAL, "no_original", original());
    }
    Entry entry = new Entry(seen, request, account);
    Snapshot.Named named = seen.named();
    String key = request.originalKey();
    if (hold == null && named != null && key != null && Credit.is(named)) {
      return Credit.takenBack(entry, named, key);
    }
    if (declined) {
      return nothing(entry, null);
    }
    if (hold == null) {
      CardDecision decision = entry.told(NO_ORIGINAL, "no_original", 0, account, null);
      return entry.change(
          CardEventKind.REVERSED, account, null, 0, decision, List.of(), original());
    }
    if (Unbooked.is(hold)) {
      return unbook(entry, hold);
    }
    if (hold.state() != Hold.State.OPEN) {
      return nothing(entry, hold);
    }
    return Increment.is(hold, request.originalKey())
        ? releaseIncrement(entry, hold)
        : release(entry, hold);
  }

  /** Of a request that was answered no, or that changed nothing; and of none that never came. */
  private static boolean isOfNo(Snapshot.@Nullable Named named) {
    return named != null
        && named.decision().hold() == null
        && !named.decision().reason().equals(BEFORE);
  }

  private static Change nothing(Entry entry, @Nullable Hold hold) {
    return entry.acknowledged(CardEventKind.REVERSED, NOTHING_HELD, 0, entry.before(), hold);
  }

  private Change releaseIncrement(Entry entry, Hold hold) {
    Snapshot.Named named = entry.seen().named();
    String key = request.originalKey();
    if (named == null || key == null || named.takenBack()) {
      return nothing(entry, hold);
    }
    CardAccount account = entry.before();
    long added = named.decision().approvedMinor();
    long staying = Amounts.staying(account, request, added);
    long minor = Math.min(hold.heldMinor(), Math.max(0, added - staying));
    if (minor == 0) {
      return nothing(entry, hold);
    }
    Hold released = Holds.released(hold, minor);
    boolean whole = released.state() == Hold.State.REVERSED;
    CardAccount after = account.hold(-minor).use(givenBack(account, hold, minor, whole));
    CardDecision told = entry.told("00", "reversal_of_increment", minor, after, released);
    return entry.change(
        CardEventKind.REVERSED,
        after,
        released,
        minor,
        told,
        List.of(),
        Increment.takenBack(key, told));
  }

  private Change unbook(Entry entry, Hold hold) {
    long staying = Amounts.staying(entry.before(), request, hold.authorizedMinor());
    long minor = hold.clearedMinor() - Math.min(hold.clearedMinor(), staying);
    if (minor == 0) {
      return nothing(entry, hold);
    }
    Unbooked unbooked = new Unbooked(hold, minor);
    return unbooked.change(entry, givenBack(entry.before(), hold, minor, unbooked.whole()));
  }

  private Change release(Entry entry, Hold hold) {
    CardAccount account = entry.before();
    long staying = Amounts.staying(account, request, hold.authorizedMinor());
    long left = Math.min(hold.heldMinor(), Math.max(0, staying - hold.clearedMinor()));
    long minor = hold.heldMinor() - left;
    if (minor == 0) {
      return nothing(entry, hold);
    }
    Hold released = Holds.released(hold, minor);
    boolean whole = released.state() == Hold.State.REVERSED;
    return entry.acknowledged(
        CardEventKind.REVERSED,
        whole ? "reversal" : "part_of_reversal",
        minor,
        account.hold(-minor).use(givenBack(account, hold, minor, whole)),
        released);
  }

  private Usage givenBack(CardAccount account, Hold hold, long minor, boolean whole) {
    return programs
        .find(request.origin().routeSet(), account.program())
        .map(program -> program.rules().giveBack(account, hold, minor, whole))
        .orElse(account.usage());
  }

  private Change.@Nullable AlsoClaims original() {
    String key = request.originalKey();
    return key == null ? null : new Change.AlsoClaims(key, "", TAKEN_BACK);
  }
}
