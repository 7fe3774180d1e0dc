package io.serai.issuing.internal;

import io.serai.intake.Csv;
import io.serai.payment.SeraiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a clearing file, by its first line.
 *
 * @param names in the file's order; all of {@link #KNOWN}, each once
 */
record ClearingColumns(List<String> names) {

  static final List<String> KNOWN =
      List.of(
          "type",
          "file",
          "number",
          "card",
          "amount",
          "currency",
          "billing_amount",
          "billing_currency",
          "part",
          "parts",
          "approval_code",
          "rrn",
          "acquirer_reference",
          "merchant",
          "terminal",
          "category",
          "country",
          "date");

  /**
   * Reads the first line.
   *
   * @throws SeraiException naming the column that is wrong or missing
   */
  static ClearingColumns of(String header) {
    return new ClearingColumns(
        Csv.columns(header, KNOWN, KNOWN, "all columns: " + String.join(",", KNOWN)));
  }

  /** The values of a line by their columns, or null if it cannot be taken apart. */
  @Nullable Map<String, String> values(String line) {
    List<String> values = line.indexOf('\uFFFD') >= 0 ? null : Csv.split(line);
    if (values == null || values.size() != names.size()) {
      return null;
    }
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      byName.put(names.get(i), values.get(i).strip());
    }
    return byName;
  }
}
