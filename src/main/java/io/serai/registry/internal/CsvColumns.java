package io.serai.registry.internal;

import io.serai.intake.Csv;
import io.serai.payment.SeraiException;
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
    return new CsvColumns(
        Csv.columns(
            header,
            KNOWN,
            REQUIRED,
            "the columns, such as " + String.join(",", REQUIRED) + ",terminal"));
  }
}
