package io.serai.issuing.rules;

import java.util.List;

/** Reads what a rule of {@code issuing.yaml} is about. */
final class WhenReader {

  private static final List<String> FIELDS =
      List.of("category", "country", "country_not", "entry_mode", "amount");

  private WhenReader() {}

  /** The {@code when} of a rule; everything where there is none. */
  static When read(Part rule) {
    Part when = rule.in("when");
    if (!rule.says("when") || !when.has(FIELDS)) {
      return When.ALWAYS;
    }
    Part amount = when.in("amount");
    boolean amounts = when.says("amount") && amount.has(List.of("from", "to"));
    long from = amounts ? amount.whole("from", 0, Long.MAX_VALUE, 0) : 0;
    long to = amounts ? amount.whole("to", 0, Long.MAX_VALUE, Long.MAX_VALUE) : Long.MAX_VALUE;
    if (from > to) {
      amount.wrong("to", "'" + to + "' is below from; write them the other way round");
    }
    return new When(
        when.says("category") ? Values.categories(when, "category") : null,
        when.says("country") ? Values.countries(when, "country") : null,
        when.says("country_not") ? Values.countries(when, "country_not") : null,
        when.says("entry_mode") ? Values.modes(when, "entry_mode") : null,
        from,
        to);
  }
}
