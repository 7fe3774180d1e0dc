package io.serai.issuing.rules;

import io.serai.issuing.CardRequest;
import io.serai.issuing.EntryMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is about; each part that is null holds for all.
 *
 * @param categories of these merchants
 * @param countries in these countries
 * @param countriesNot in all but these countries, and where none is said
 * @param modes presented in one of these ways
 * @param fromMinor from that amount on, in minor units
 * @param toMinor up to that amount, in minor units
 */
record When(
    @Nullable Categories categories,
    @Nullable Set<String> countries,
    @Nullable Set<String> countriesNot,
    @Nullable Set<EntryMode> modes,
    long fromMinor,
    long toMinor) {

  static final When ALWAYS = new When(null, null, null, null, 0, Long.MAX_VALUE);

  /** Whether the rule is about what is asked. */
  boolean covers(Asked asked) {
    return covers(asked.request().merchant())
        && (modes == null || modes.contains(asked.mode()))
        && fromMinor <= asked.askedMinor()
        && asked.askedMinor() <= toMinor;
  }

  /** Whether the merchant, which is all that a hold keeps of its request, says it. */
  boolean isOfMerchants() {
    return modes == null && fromMinor == 0 && toMinor == Long.MAX_VALUE;
  }

  boolean covers(CardRequest.Merchant merchant) {
    String country = merchant.country();
    return (categories == null || categories.contains(merchant.category()))
        && (countries == null || (country != null && countries.contains(country)))
        && (countriesNot == null || country == null || !countriesNot.contains(country));
  }
}
