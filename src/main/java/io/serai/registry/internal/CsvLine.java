package io.serai.registry.internal;

import io.serai.intake.CardNumbers;
import io.serai.intake.Csv;
import io.serai.registry.Merchant;
import io.serai.registry.MerchantTerminal;
import io.serai.registry.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file.
 *
 * @param merchant what it says of the merchant; null if the line is wrong
 * @param terminal what it says of a terminal; null if it names none, or is wrong
 * @param errors what is wrong, by column
 */
public record CsvLine(
    @Nullable Merchant merchant, @Nullable MerchantTerminal terminal, Map<String, String> errors) {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final int LONGEST_NAME = 100;

  /** Reads a line; whatever is wrong with it is in its errors. */
  public static CsvLine read(CsvColumns columns, String text) {
    List<String> values = Csv.split(text);
    String wrong = wrong(columns, text, values);
    if (wrong != null || values == null) {
      return new CsvLine(null, null, Map.of("line", String.valueOf(wrong)));
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      fields.put(columns.names().get(i), values.get(i).strip());
    }
    return new Reading(fields).line();
  }

  private static @Nullable String wrong(
      CsvColumns columns, String text, @Nullable List<String> values) {
    if (text.indexOf('\uFFFD') >= 0) {
      return "is not in UTF-8";
    }
    if (values == null) {
      return "a quote is not closed, or stands inside a value that is not quoted";
    }
    return values.size() == columns.names().size()
        ? null
        : "has " + values.size() + " values for " + columns.names().size() + " columns";
  }

  /** Checks values and notes what is wrong. */
  private static final class Reading {

    private final Map<String, String> fields;
    private final Map<String, String> errors = new LinkedHashMap<>();

    Reading(Map<String, String> fields) {
      this.fields = fields;
    }

    CsvLine line() {
      String tenant =
          text(
              "tenant", "[a-z0-9][a-z0-9-]{0,62}", "must be lower-case letters, digits and dashes");
      String id = text("merchant", "[!-~]{1,15}", "must be 1 to 15 printable characters");
      Merchant merchant =
          new Merchant(
              tenant,
              id,
              name(),
              text("category_code", "[0-9]{4}", "must be the four digits of a category, as 5411"),
              country(),
              standing("status"));
      MerchantTerminal terminal = terminal(tenant, id);
      return errors.isEmpty()
          ? new CsvLine(merchant, terminal, Map.of())
          : new CsvLine(null, null, errors);
    }

    private @Nullable MerchantTerminal terminal(String tenant, String merchant) {
      if (value("terminal").isEmpty()) {
        for (String name : CsvColumns.KNOWN) {
          if (name.startsWith("terminal_") && !value(name).isEmpty()) {
            errors.put(name, "there is no terminal that it is about; fill in terminal");
          }
        }
        return null;
      }
      return new MerchantTerminal(
          tenant,
          merchant,
          text("terminal", "[!-~]{1,8}", "must be 1 to 8 printable characters"),
          standing("terminal_status"),
          hash("terminal_key_sha256"),
          hash("terminal_certificate_sha256"));
    }

    private String name() {
      String name =
          text("name", "\\P{Cntrl}{1," + LONGEST_NAME + "}", "must be 1 to 100 characters");
      if (CardNumbers.isIn(name)) {
        errors.put("name", "holds what looks like a card number");
      }
      return name;
    }

    private String country() {
      String country = text("country", "[A-Z]{2}", "must be two letters of ISO 3166, as KR");
      if (!errors.containsKey("country") && !COUNTRIES.contains(country)) {
        errors.put("country", "is no country of ISO 3166; write two letters, as KR");
      }
      return country;
    }

    private Standing standing(String field) {
      return switch (value(field)) {
        case "", "active" -> Standing.ACTIVE;
        case "blocked" -> Standing.BLOCKED;
        default -> {
          errors.put(field, "write active or blocked, or leave it empty for active");
          yield Standing.ACTIVE;
        }
      };
    }

    private @Nullable String hash(String field) {
      // As openssl prints a fingerprint: upper case, with colons.
      String hash = value(field).replace(":", "").toLowerCase(Locale.ROOT);
      if (hash.isEmpty()) {
        return null;
      }
      if (!hash.matches("[0-9a-f]{64}")) {
        errors.put(field, "must be a SHA-256 in 64 hex digits, or empty");
      }
      return hash;
    }

    private String text(String field, String pattern, String otherwise) {
      String value = value(field);
      if (value.isEmpty()) {
        errors.put(field, "is missing");
      } else if (!value.matches(pattern)) {
        errors.put(field, otherwise);
      }
      return value;
    }

    private String value(String field) {
      return fields.getOrDefault(field, "");
    }
  }
}
