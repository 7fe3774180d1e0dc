package io.serai.issuing.rules;

import io.serai.issuing.Hold;
import io.serai.issuing.Usage.Used;

/** A check that counts what was approved. */
sealed interface Counting extends Check permits PeriodLimit, Contactless, Velocity {

  /**
   * What was used after an approval.
   *
   * @param covered whether the rule is about it at all
   */
  Used after(Used used, Asked approved, boolean covered);

  /**
   * What was used once a hold, or a part of it, was taken back.
   *
   * @param covered whether the rule was certainly about it
   */
  Used givenBack(Used used, Taken taken, boolean covered);

  /**
   * What is taken back.
   *
   * @param hold the hold as it was
   * @param zone whose days and months are counted
   * @param minor how much of it
   * @param whole whether all of it
   */
  record Taken(Hold hold, java.time.ZoneId zone, long minor, boolean whole) {}
}
