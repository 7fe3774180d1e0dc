package io.serai.issuing.rules;

import io.serai.issuing.Usage.Used;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Declines what comes once too often within a time that ends now.
 *
 * @param count how often is fine
 * @param within the time
 * @param code DE39
 */
record Velocity(int count, Duration within, String code) implements Counting {

  /** Each use is kept with its time, in the account's row. */
  static final int MOST = 100;

  static final Duration LONGEST = Duration.ofDays(31);

  @Override
  public Verdict judge(Asked asked, Used used) {
    boolean fine = !asked.isUse() || recent(used, asked.at()).size() < count;
    return Verdict.declinedUnless(fine, code);
  }

  @Override
  public Used after(Used used, Asked approved, When when) {
    List<Long> times = recent(used, approved.at());
    if (when.covers(approved) && approved.isUse()) {
      times.add(approved.at().toEpochMilli());
      times.sort(null);
    }
    return used(times.subList(Math.max(0, times.size() - count), times.size()));
  }

  /** By the time of the hold: what is among the times was counted, whatever the rule is about. */
  @Override
  public Used givenBack(Used used, Taken taken, When when) {
    if (!taken.whole()) {
      return used;
    }
    List<Long> times = new ArrayList<>(used.at());
    return times.remove(taken.countedAt()) ? used(times) : used;
  }

  private List<Long> recent(Used used, Instant now) {
    long after = now.minus(within).toEpochMilli();
    List<Long> recent = new ArrayList<>(used.at());
    recent.removeIf(time -> time <= after);
    return recent;
  }

  private static Used used(List<Long> times) {
    return times.isEmpty() ? Used.NOTHING : new Used("", 0, 0, times);
  }
}
