package io.serai.issuing.cards;

import io.serai.issuing.CardProgram;
import io.serai.payment.CardData;
import io.serai.payment.CardNumber;
import io.serai.payment.SeraiException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file of cards.
 *
 * @param card what it says; null if it is wrong
 * @param errors what is wrong, by column; never a value, which may be a number in the wrong place
 */
public record ImportLine(@Nullable Card card, Map<String, String> errors) {

  private static final List<String> NAMES =
      List.of("number", "expiry", "balance_minor", "credit_line_minor", "program");

  /**
   * A card that was given out elsewhere.
   *
   * @param number its number
   * @param expiry the last month in which it may be used
   * @param balanceMinor what its account begins with, in minor units
   * @param creditLineMinor how far the balance may fall below zero
   * @param program its card program
   */
  public record Card(
      CardNumber number,
      YearMonth expiry,
      long balanceMinor,
      long creditLineMinor,
      CardProgram program) {}

  /**
   * The columns of a file, by its first line.
   *
   * @param names in the file's order; each of the known ones once
   */
  public record Columns(List<String> names) {}

  /**
   * Reads the first line.
   *
   * @throws SeraiException if it does not name the columns; it repeats nothing of it
   */
  public static Columns columns(String header) {
    // Excel marks UTF-8 with a byte order mark.
    String line = header.startsWith("\uFEFF") ? header.substring(1) : header;
    List<String> names = Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    if (names.size() != NAMES.size() || !names.containsAll(NAMES)) {
      throw SeraiException.invalid(
          "line 1", "must name the columns: " + String.join(",", NAMES) + ", in any order");
    }
    return new Columns(names);
  }

  /** Reads a line; whatever is wrong with it is in its errors. */
  public static ImportLine read(
      Columns columns, String text, Function<String, Optional<CardProgram>> programs) {
    String[] values = text.split(",", -1);
    if (values.length != columns.names().size()) {
      return new ImportLine(
          null,
          Map.of("line", "has " + values.length + " values for " + NAMES.size() + " columns"));
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      fields.put(columns.names().get(i), values[i].strip());
    }
    Reading reading = new Reading(fields);
    Card card = reading.card(programs);
    return reading.errors.isEmpty()
        ? new ImportLine(card, Map.of())
        : new ImportLine(null, reading.errors);
  }

  /** Checks values and notes what is wrong. */
  private static final class Reading {

    private final Map<String, String> fields;
    private final Map<String, String> errors = new LinkedHashMap<>();

    Reading(Map<String, String> fields) {
      this.fields = fields;
    }

    @Nullable Card card(Function<String, Optional<CardProgram>> programs) {
      CardProgram program = programs.apply(value("program")).orElse(null);
      if (program == null) {
        errors.put("program", "is no card program of issuing.yaml");
      }
      String number = number(program);
      YearMonth expiry = expiry();
      long line = minor("credit_line_minor");
      long balance = minor("balance_minor");
      if (errors.isEmpty() && line < 0) {
        errors.put("credit_line_minor", "must be 0 or more");
      }
      if (errors.isEmpty() && balance < -line) {
        errors.put("balance_minor", "is further below zero than the credit line goes");
      }
      return program == null || expiry == null || !errors.isEmpty()
          ? null
          : new Card(CardNumber.of(number, "number"), expiry, balance, line, program);
    }

    private String number(@Nullable CardProgram program) {
      String number = value("number");
      if (!number.matches("[0-9]{12,19}")) {
        errors.put("number", "must be 12 to 19 digits");
      } else if (!CardData.isLuhn(number)) {
        errors.put("number", "has a wrong digit, as its last one (Luhn) tells");
      } else if (program != null && program.bins().stream().noneMatch(number::startsWith)) {
        errors.put("number", "begins with none of the program's BINs");
      }
      return number;
    }

    private @Nullable YearMonth expiry() {
      try {
        return YearMonth.parse(value("expiry"));
      } catch (DateTimeException e) {
        errors.put("expiry", "must be a year and a month, such as 2030-12");
        return null;
      }
    }

    private long minor(String field) {
      String value = value(field);
      if (!value.matches("-?[0-9]{1,15}")) {
        errors.put(field, "must be a whole number of minor units");
        return 0;
      }
      return Long.parseLong(value);
    }

    private String value(String field) {
      return fields.getOrDefault(field, "");
    }
  }
}
