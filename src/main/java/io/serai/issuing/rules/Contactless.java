package io.serai.issuing.rules;

import io.serai.issuing.EntryMode;
import io.serai.issuing.Usage.Used;
import java.util.List;

/**
 * Asks for the PIN where a card was held to the reader without one: past an amount, or past a count
 * or sum since the last PIN. An approval with a PIN begins both anew.
 *
 * @param mostMinor how much is fine at once, in minor units
 * @param sumMinor how much is fine since the last PIN, in minor units
 * @param count how often is fine since the last PIN
 * @param code DE39
 */
record Contactless(long mostMinor, long sumMinor, int count, String code) implements Counting {

  @Override
  public Verdict judge(Asked asked, Used used) {
    if (!isCounted(asked)) {
      return Verdict.PASS;
    }
    boolean often = asked.isUse() && used.count() >= count;
    boolean much = asked.transactionMinor() > mostMinor;
    boolean sum = Sums.add(used.minor(), asked.minor()) > sumMinor;
    return Verdict.declinedUnless(!often && !much && !sum, code);
  }

  @Override
  public Used after(Used used, Asked approved, When when) {
    if (approved.pin()) {
      return Used.NOTHING;
    }
    if (!when.covers(approved) || !isCounted(approved)) {
      return used;
    }
    return new Used(
        "",
        (int) Math.min(Integer.MAX_VALUE, used.count() + (approved.isUse() ? 1L : 0L)),
        Sums.add(used.minor(), approved.minor()),
        List.of(approved.at().toEpochMilli()));
  }

  /** Nothing: the holder was not seen any more often because of it. */
  @Override
  public Used givenBack(Used used, Taken taken, When when) {
    return used;
  }

  private static boolean isCounted(Asked asked) {
    return asked.mode() == EntryMode.CONTACTLESS && !asked.pin();
  }
}
