package io.serai.provider.internal;

import io.serai.payment.Currency;
import io.serai.payment.SeraiException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads lists of brands and of countries; nothing said is an empty one. */
final class Brands {

  private static final String BRAND = "[a-z][a-z0-9_]{0,31}";
  private static final String COUNTRY = "[A-Z]{2}";

  private Brands() {}

  static Set<String> read(String where, @Nullable List<String> given) {
    return all(where, given, BRAND, "is no brand; write one in small letters, such as visa");
  }

  static Set<String> countries(String where, @Nullable List<String> given) {
    return all(where, given, COUNTRY, "is no country; write two letters of ISO 3166, such as JP");
  }

  static Set<Currency> currencies(String where, @Nullable List<String> given) {
    String mend = "is no currency of ISO 4217; write one such as JPY";
    return all(where, given, "[A-Z]{3}", mend).stream()
        .map(code -> currency(where, code, mend))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Currency currency(String where, String code, String mend) {
    try {
      return Currency.of(code);
    } catch (SeraiException e) {
      throw new FeeField(where).wrong("'" + code + "' " + mend);
    }
  }

  private static Set<String> all(
      String where, @Nullable List<String> given, String pattern, String mend) {
    if (given == null) {
      return Set.of();
    }
    if (given.isEmpty()) {
      throw new FeeField(where).wrong("is an empty list; give it an item, or leave it out");
    }
    for (String one : given) {
      if (one == null || !one.matches(pattern)) {
        throw new FeeField(where).wrong("'" + one + "' " + mend);
      }
    }
    return Set.copyOf(given);
  }
}
