package io.serai.provider.internal;

import io.serai.provider.BinTable;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code bins:} of {@code providers.yaml}. */
final class BinsReader {

  private static final Pattern DIGITS = Pattern.compile("([0-9]{1,8})(?:-([0-9]{1,8}))?");

  /** A row as it is written. */
  record Row(@Nullable List<String> digits, @Nullable String brand, @Nullable String country) {}

  private BinsReader() {}

  /**
   * The table.
   *
   * @param file the file, which each mistake is told with
   */
  static BinTable read(String file, @Nullable List<Row> given) {
    var table = new BinTable.Builder();
    int number = 0;
    for (Row row : given == null ? List.<Row>of() : given) {
      number++;
      String where = file + ": bins[" + number + "].";
      var digits = new FeeField(where + "digits");
      if (row.digits() == null || row.digits().isEmpty()) {
        throw digits.wrong("is missing; list first digits, such as [4] or [51-55]");
      }
      String brand = one(Brands.read(where + "brand", listed(row.brand())));
      String country = one(Brands.countries(where + "country", listed(row.country())));
      if (brand == null && country == null) {
        throw new FeeField(where + "brand")
            .wrong("is missing, and so is country; give one of them or both");
      }
      for (String text : row.digits()) {
        if (!table.add(range(digits, text, brand, country))) {
          throw digits.wrong("'" + text + "' overlaps digits above it; write each but once");
        }
      }
    }
    return table.build();
  }

  private static BinTable.Range range(
      FeeField field, String text, @Nullable String brand, @Nullable String country) {
    Matcher digits = DIGITS.matcher(text);
    if (digits.matches()) {
      String first = digits.group(1);
      String last = digits.group(2) == null ? first : digits.group(2);
      if (first.length() == last.length() && first.compareTo(last) <= 0) {
        return new BinTable.Range(
            first.length(), Long.parseLong(first), Long.parseLong(last), brand, country);
      }
    }
    throw field.wrong(
        "'" + text + "' is neither digits nor a range of them; write 1 to 8 such as 4 or 51-55");
  }

  private static @Nullable List<String> listed(@Nullable String one) {
    return one == null ? null : List.of(one);
  }

  private static @Nullable String one(Set<String> read) {
    return read.isEmpty() ? null : read.iterator().next();
  }
}
