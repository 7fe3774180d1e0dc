package io.serai.intake;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of files with comma-separated values (RFC 4180), the first of which names the columns. */
public final class Csv {

  private static final ObjectReader READER =
      new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[].class);

  private Csv() {}

  /** The values of a line; null if its quotes are not closed, or stand inside a value. */
  public static @Nullable List<String> split(String line) {
    if (line.isEmpty()) {
      return List.of();
    }
    try (var rows = READER.<String[]>readValues(line)) {
      return rows.hasNext() ? Arrays.asList(rows.next()) : List.of();
    } catch (IOException | RuntimeException e) {
      return null; // Jackson's iterator wraps what it cannot read
    }
  }

  /**
   * Reads the first line.
   *
   * @param known which columns there are
   * @param required which of them must be there
   * @param mend how a first line looks that has them all, after "the first line names "
   * @return the columns in the file's order, each once
   * @throws SeraiException naming the column that is wrong or missing
   */
  public static List<String> columns(
      String header, List<String> known, List<String> required, String mend) {
    // Excel marks UTF-8 with a byte order mark.
    List<String> values = split(header.startsWith("\uFEFF") ? header.substring(1) : header);
    List<String> names = new ArrayList<>();
    for (String value : values == null ? List.<String>of() : values) {
      String name = value.strip();
      if (!known.contains(name)) {
        throw wrong(
            "the column '" + Printable.of(name) + "' is not known; " + Nearest.mend(name, known));
      }
      if (names.contains(name)) {
        throw wrong("the column '" + name + "' stands twice");
      }
      names.add(name);
    }
    for (String name : required) {
      if (!names.contains(name)) {
        throw wrong("the column '" + name + "' is missing; the first line names " + mend);
      }
    }
    return List.copyOf(names);
  }

  private static SeraiException wrong(String detail) {
    return SeraiException.invalid("line 1", detail);
  }
}
