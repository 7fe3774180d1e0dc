package io.serai.registry.internal;

import io.serai.intake.Nearest;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a file, by its first line.
 *
 * @param names in the file's order; each is one of {@link #KNOWN}, once
 */
public record CsvColumns(List<String> names) {

  static final List<String> REQUIRED =
      List.of("tenant", "merchant", "name", "category_code", "country");

  static final List<String> KNOWN =
      List.of(
          "tenant",
          "merchant",
          "name",
          "category_code",
          "country",
          "status",
          "terminal",
          "terminal_status",
          "terminal_key_sha256",
          "terminal_certificate_sha256");

  /**
   * Reads the first line.
   *
   * @throws SeraiException naming the column that is wrong or missing
   */
  public static CsvColumns of(String header) {
    // Excel marks UTF-8 with a byte order mark.
    String line = header.startsWith("\uFEFF") ? header.substring(1) : header;
    List<String> values = CsvLine.split(line);
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
    for (String name : REQUIRED) {
      if (!names.contains(name)) {
        throw SeraiException.invalid(
            "line 1",
            "the column '"
                + name
                + "' is missing; the first line names the columns, such as "
                + String.join(",", REQUIRED)
                + ",terminal");
      }
    }
    return new CsvColumns(List.copyOf(names));
  }
}
