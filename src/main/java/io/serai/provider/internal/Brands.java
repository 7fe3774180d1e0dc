package io.serai.provider.internal;

import java.util.List;
import java.util.Set;
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
