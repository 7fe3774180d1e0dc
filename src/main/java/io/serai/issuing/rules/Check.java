package io.serai.issuing.rules;

import io.serai.issuing.Usage.Used;

/** What a rule looks at; one class a kind. */
sealed interface Check
    permits StatusCheck,
        ExpiryCheck,
        AmountCheck,
        CategoryCheck,
        CountryCheck,
        EntryModeCheck,
        FundsCheck,
        Counting {

  /** What it says; {@code used} is what was counted for this rule so far. */
  Verdict judge(Asked asked, Used used);
}
