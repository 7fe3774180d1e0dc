package io.serai.issuing.rules;

import io.serai.issuing.Usage.Used;

/**
 * Declines what is too much for one transaction, with what was added to it before.
 *
 * @param mostMinor how much is fine, in minor units
 * @param code DE39
 */
record AmountCheck(long mostMinor, String code) implements Check {

  @Override
  public Verdict judge(Asked asked, Used used) {
    return Verdict.declinedUnless(asked.transactionMinor() <= mostMinor, code);
  }
}
