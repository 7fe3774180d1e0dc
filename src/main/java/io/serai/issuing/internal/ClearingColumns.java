package io.serai.issuing.internal;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.serai.intake.Nearest;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final ObjectReader READER =
      new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[].class);

  /**
   * Reads the first line.
   *
   * @throws SeraiException naming the column that is wrong or missing
   */
  static ClearingColumns of(String header) {
    // Some systems mark UTF-8 with a byte order mark.
    List<String> values = split(header.startsWith("\uFEFF") ? header.substring(1) : header);
    List<String> names = new ArrayList<>();
    for (String value : values == null ? List.<String>of() : values) {
      String name = value.strip();
      if (!KNOWN.contains(name)) {
        throw SeraiException.invalid(
            "line 1",
            "the column '" + Printable.of(name) + "' is not known; " + Nearest.mend(name, KNOWN));
      }
      if (names.contains(name)) {
        throw SeraiException.invalid("line 1", "the column '" + name + "' stands twice");
      }
      names.add(name);
    }
    for (String name : KNOWN) {
      if (!names.contains(name)) {
        throw SeraiException.invalid(
            "line 1",
            "the column '"
                + name
                + "' is missing; the first line names all columns: "
                + String.join(",", KNOWN));
      }
    }
    return new ClearingColumns(List.copyOf(names));
  }

  /** The values of a line by their columns, or null if it cannot be taken apart. */
  @Nullable Map<String, String> values(String line) {
    List<String> values = line.indexOf('\uFFFD') >= 0 ? null : split(line);
    if (values == null || values.size() != names.size()) {
      return null;
    }
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      byName.put(names.get(i), values.get(i).strip());
    }
    return byName;
  }

  private static @Nullable List<String> split(String line) {
    if (line.isEmpty()) {
      return List.of();
    }
    try (var rows = READER.<String[]>readValues(line)) {
      return rows.hasNext() ? Arrays.asList(rows.next()) : List.of();
    } catch (IOException | RuntimeException e) {
      return null; // Jackson's iterator wraps what it cannot read
    }
  }
}
