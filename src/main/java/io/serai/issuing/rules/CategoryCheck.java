package io.serai.issuing.rules;

import io.serai.issuing.Usage.Used;

/**
 * Declines by merchant category.
 *
 * @param listed whether these are allowed or denied
 * @param categories which
 * @param code DE39
 */
record CategoryCheck(Listed listed, Categories categories, String code) implements Check {

  @Override
  public Verdict judge(Asked asked, Used used) {
    boolean named = categories.contains(asked.request().merchant().category());
    return Verdict.declinedUnless(listed.allows(named), code);
  }
}
