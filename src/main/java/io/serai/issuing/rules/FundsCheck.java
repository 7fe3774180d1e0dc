package io.serai.issuing.rules;

import io.serai.issuing.Usage.Used;

/**
 * Declines what the balance and the credit line do not cover, or approves the part that they do.
 *
 * @param partial whether a part is approved where the request allows it
 * @param code DE39
 */
record FundsCheck(boolean partial, String code) implements Check {

  @Override
  public Verdict judge(Asked asked, Used used) {
    long available = asked.account().availableMinor();
    // Asking for nothing is asking whether the card is good (account verification).
    if (asked.minor() == 0 || asked.minor() <= available) {
      return Verdict.PASS;
    }
    return partial && asked.request().wishes().partial() && available > 0
        ? new Verdict.Part(available)
        : new Verdict.Declined(code);
  }
}
