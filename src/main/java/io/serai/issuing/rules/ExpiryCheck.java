package io.serai.issuing.rules;

import io.serai.issuing.Usage.Used;
import java.time.YearMonth;

/**
 * Declines after the card's last month, and where the request says another month than the card.
 *
 * @param code DE39
 * @param compare whether the month in the request (DE14) must be the card's
 */
record ExpiryCheck(String code, boolean compare) implements Check {

  @Override
  public Verdict judge(Asked asked, Used used) {
    YearMonth last = asked.card().expiry();
    YearMonth said = asked.request().expiry();
    YearMonth now = YearMonth.from(asked.at().atZone(asked.zone()));
    boolean other = compare && said != null && !said.equals(last);
    return Verdict.declinedUnless(!now.isAfter(last) && !other, code);
  }
}
