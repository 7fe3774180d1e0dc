package io.serai.engine.internal.caps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads {@code routes/caps.yaml}; each mistake is named with its entry, its field and the mend. */
public final class CapsFile {

  static final String NAME = "caps.yaml";

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Set<String> FIELDS =
      Set.of("tenant", "provider", "route", "operation", "per", "count", "sum", "currency", "then");

  private final String where;
  private final JsonNode entry;

  private CapsFile(String where, JsonNode entry) {
    this.where = where;
    this.entry = entry;
  }

  /** Reads the file for its mistakes alone. */
  public static void verify(Path folder, UnaryOperator<String> resolve) {
    var unused = read(folder, resolve);
  }

  /** The caps of a folder of routes, with its {@code {{…}}} filled in; none without the file. */
  static CapList read(Path folder, UnaryOperator<String> resolve) {
    Path path = folder.resolve(NAME);
    if (!Files.exists(path)) {
      return CapList.NONE;
    }
    try {
      JsonNode file = YAML.readTree(resolve.apply(Files.readString(path)));
      JsonNode entries = file.path("caps");
      if (!entries.isArray() || file.size() != 1) {
        throw wrong(path + ": must hold one list: caps: [...]; write caps: [] for none", null);
      }
      return new CapList(read(path, entries));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String line = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw wrong(path + line + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw wrong(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Cap> read(Path path, JsonNode entries) {
    List<Cap> caps = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      var one = new CapsFile(path + ": caps[" + (i + 1) + "]", entries.get(i));
      Cap cap = one.cap();
      if (!keys.add(cap.key(cap.name()))) {
        throw one.wrongField("per", "an entry above counts the same; write both limits into one");
      }
      caps.add(cap);
    }
    return caps;
  }

  private Cap cap() {
    entry
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw wrongField(
                    name, "is no field; there are " + String.join(", ", new TreeSet<>(FIELDS)));
              }
            });
    List<Scope> scopes = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      if (entry.has(scope.word())) {
        scopes.add(scope);
      }
    }
    if (scopes.size() != 1) {
      throw wrong(
          where + ": give one of tenant, provider and route; \"*\" is each by itself", null);
    }
    Scope scope = scopes.get(0);
    Long count = limit("count");
    Long sum = limit("sum");
    Currency currency = currency();
    if (count == null && sum == null) {
      throw wrongField("count", "is missing, and so is sum; give one of them or both");
    }
    if (sum != null && currency == null) {
      throw wrongField("currency", "is missing; a sum needs one, such as JPY");
    }
    return new Cap(
        scope, name(scope), operation(), per(), count, sum, currency, word("then").equals("queue"));
  }

  private String name(Scope scope) {
    JsonNode name = entry.get(scope.word());
    if (!name.isTextual() || name.asText().isBlank()) {
      throw wrongField(scope.word(), "must be a name, or \"*\" for each by itself");
    }
    return name.asText();
  }

  private Operation operation() {
    return word("operation").equals("charge") ? Operation.CHARGE : Operation.REFUND;
  }

  private Per per() {
    return word("per").equals("minute") ? Per.MINUTE : Per.DAY;
  }

  private String word(String field) {
    String words =
        switch (field) {
          case "operation" -> "charge,refund";
          case "per" -> "minute,day";
          default -> "refuse,queue";
        };
    JsonNode given = entry.path(field);
    for (String word : words.split(",", -1)) {
      if (given.asText().equals(word)) {
        return word;
      }
    }
    String mend = "write " + words.replace(",", " or ");
    throw wrongField(
        field, given.isMissingNode() ? "is missing; " + mend : "'" + given.asText() + "': " + mend);
  }

  private @Nullable Long limit(String field) {
    JsonNode given = entry.get(field);
    if (given == null) {
      return null;
    }
    if (!given.isIntegralNumber() || !given.canConvertToLong() || given.asLong() < 0) {
      throw wrongField(
          field,
          "'"
              + given.asText()
              + "' must be a whole number from 0 to "
              + Long.MAX_VALUE
              + (field.equals("sum") ? ", in minor units" : ""));
    }
    return given.asLong();
  }

  private @Nullable Currency currency() {
    JsonNode given = entry.get("currency");
    if (given == null) {
      return null;
    }
    try {
      return Currency.of(given.asText());
    } catch (SeraiException e) {
      throw wrong(where + "." + e.getMessage(), e);
    }
  }

  private SeraiException wrongField(String field, String message) {
    return wrong(where + "." + field + ": " + message, null);
  }

  private static SeraiException wrong(String message, @Nullable Exception cause) {
    return new SeraiException(ErrorCode.CONFIGURATION, NAME, message, cause);
  }
}
