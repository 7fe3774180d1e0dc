package io.serai.issuing.rules;

import io.serai.issuing.Usage.Used;
import java.util.Set;

/**
 * Declines by the country of the merchant.
 *
 * @param listed whether these are allowed or denied
 * @param countries which, ISO 3166 alpha-2
 * @param code DE39
 */
record CountryCheck(Listed listed, Set<String> countries, String code) implements Check {

  CountryCheck {
    countries = Set.copyOf(countries);
  }

  @Override
  public Verdict judge(Asked asked, Used used) {
    String country = asked.request().merchant().country();
    boolean named = country != null && countries.contains(country);
    return Verdict.declinedUnless(listed.allows(named), code);
  }
}
