package io.serai.issuing.rules;

import io.serai.issuing.Usage.Used;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Declines what is too much, or once too often, for a day or month of the program's zone.
 *
 * @param per of what
 * @param sumMinor how much is fine, in minor units
 * @param sumCode DE39 past it
 * @param count how often is fine
 * @param countCode DE39 past it
 */
record PeriodLimit(Per per, long sumMinor, String sumCode, int count, String countCode)
    implements Counting {

  // A hold does not say how the card was presented. A rule that is about it remembers when it
  // counted:
  // so many of the latest can be given back.
  private static final int TIMES = 32;

  /** What is counted over. */
  enum Per {
    DAY,
    MONTH;

    /** The day or month of a moment, as it is kept. */
    String window(Instant at, ZoneId zone) {
      LocalDate day = LocalDate.ofInstant(at, zone);
      return this == DAY ? day.toString() : YearMonth.from(day).toString();
    }
  }

  @Override
  public Verdict judge(Asked asked, Used used) {
    Used now = current(used, per.window(asked.at(), asked.zone()));
    if (asked.isUse() && now.count() >= count) {
      return new Verdict.Declined(countCode);
    }
    return Verdict.declinedUnless(Sums.add(now.minor(), asked.minor()) <= sumMinor, sumCode);
  }

  @Override
  public Used after(Used used, Asked approved, When when) {
    String window = per.window(approved.at(), approved.zone());
    Used now = current(used, window);
    if (!when.covers(approved)) {
      return now;
    }
    List<Long> times = new ArrayList<>(now.at());
    if (!when.isOfMerchants() && approved.isUse()) {
      times.add(approved.at().toEpochMilli());
    }
    return new Used(
        window,
        (int) Math.min(Integer.MAX_VALUE, now.count() + (approved.isUse() ? 1L : 0L)),
        Sums.add(now.minor(), approved.minor()),
        times.subList(Math.max(0, times.size() - TIMES), times.size()));
  }

  @Override
  public Used givenBack(Used used, Taken taken, When when) {
    String window = per.window(taken.hold().at(), taken.zone());
    List<Long> times = new ArrayList<>(used.at());
    boolean counted =
        when.isOfMerchants()
            ? when.covers(taken.hold().merchant())
            : times.contains(taken.countedAt());
    if (!counted || !used.window().equals(window)) {
      return used;
    }
    if (taken.whole()) {
      times.remove(taken.countedAt());
    }
    int count = taken.whole() ? Math.max(0, used.count() - 1) : used.count();
    long minor = Sums.less(used.minor(), taken.minor());
    return count == 0 && minor == 0 ? Used.NOTHING : new Used(window, count, minor, times);
  }

  private static Used current(Used used, String window) {
    return used.window().equals(window) ? used : Used.NOTHING;
  }
}
