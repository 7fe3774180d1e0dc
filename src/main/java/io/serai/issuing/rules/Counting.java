package io.serai.issuing.rules;

import io.serai.issuing.Hold;
import io.serai.issuing.Usage.Used;
import java.time.ZoneId;

/** A check that counts what was approved. */
sealed interface Counting extends Check permits PeriodLimit, Contactless, Velocity {

  /**
   * What was used after an approval.
   *
   * @param when what the rule is about
   */
  Used after(Used used, Asked approved, When when);

  /**
   * What was used once a hold, or a part of it, was taken back.
   *
   * @param when what the rule is about
   */
  Used givenBack(Used used, Taken taken, When when);

  /**
   * What is taken back.
   *
   * @param hold the hold as it was
   * @param zone whose days and months are counted
   * @param minor how much of it
   * @param whole whether all of it
   */
  record Taken(Hold hold, ZoneId zone, long minor, boolean whole) {

    /** When it was counted, in milliseconds since 1970. */
    Long countedAt() {
      return hold.at().toEpochMilli();
    }
  }
}
