package io.serai.issuing.internal;

import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one clearing file: a header, records that are numbered from 1, trailers. Good records are
 * handed over, bad ones put aside; a file that is not whole is refused as a whole.
 */
public final class ClearingReader {

  private static final int TELL_EVERY = 50_000;

  private final ClearingText text;
  private final Function<CardNumber, String> tokens;
  private final Consumer<String> progress;
  private final ClearingTotals totals = new ClearingTotals();
  private final ClearingColumns columns;
  private final String file;

  /**
   * Reads up to the header.
   *
   * @param tokens makes the token of a card number
   * @param progress hears how far it is
   * @throws SeraiException if it has no columns or no header
   */
  public ClearingReader(
      ClearingText text, Function<CardNumber, String> tokens, Consumer<String> progress)
      throws IOException {
    this.text = text;
    this.tokens = tokens;
    this.progress = progress;
    String first = text.next();
    this.columns = ClearingColumns.of(first == null ? "" : first);
    String line = text.next();
    Map<String, String> header = line == null ? null : columns.values(line);
    String name = header == null ? "" : header.getOrDefault("file", "");
    if (header == null
        || !"header".equals(header.get("type"))
        || !name.matches("[0-9A-Za-z][0-9A-Za-z._-]{0,34}")) {
      throw SeraiException.invalid(
          at(),
          "the first record must be of type header, and have the file's name under file: 1 to 35"
              + " letters, digits, dots, dashes or underlines");
    }
    this.file = name;
  }

  /** The network's name for the file. */
  public String file() {
    return file;
  }

  /** How many records there are so far. */
  public int records() {
    return totals.records();
  }

  /**
   * Reads the rest.
   *
   * @throws SeraiException if the file is not whole
   */
  public void readInto(ClearingRows rows) throws IOException {
    for (String line = text.next(); line != null; line = text.next()) {
      Map<String, String> values = columns.values(line);
      if (values != null && "trailer".equals(values.get("type"))) {
        totals.trailer(at(), values);
      } else if (totals.hasTrailer()) {
        throw SeraiException.invalid(at(), "nothing but trailers may follow a trailer");
      } else {
        record(values, rows);
      }
    }
    String wrong = totals.wrong();
    if (wrong != null) {
      throw new SeraiException(ErrorCode.INVALID_FIELD, "trailer", wrong, null);
    }
  }

  private void record(@Nullable Map<String, String> values, ClearingRows rows) {
    if (values == null) {
      count(null);
      rows.aside(
          text.number(), "line", "is not in UTF-8, has an open quote, or not one value a column");
      return;
    }
    ClearingLine line = new ClearingLine(values);
    Presentment record = line.read(tokens);
    count(line.billed());
    if (record == null) {
      Map.Entry<String, String> first = line.errors().entrySet().iterator().next();
      rows.aside(text.number(), first.getKey(), first.getValue());
    } else {
      inOrder(record);
      rows.keep(text.number(), record);
    }
  }

  private void count(@Nullable Money billed) {
    try {
      totals.add(billed);
    } catch (ArithmeticException e) {
      throw SeraiException.invalid(at(), "the sum of the amounts is too large");
    }
    if (totals.records() % TELL_EVERY == 0) {
      progress.accept("read " + totals.records() + " records");
    }
  }

  private void inOrder(Presentment record) {
    if (record.number() != totals.records()) {
      throw SeraiException.invalid(
          at(),
          "number: it is record "
              + totals.records()
              + " of the file, but says "
              + record.number()
              + "; the file is not whole");
    }
  }

  private String at() {
    return "line " + text.number();
  }
}
