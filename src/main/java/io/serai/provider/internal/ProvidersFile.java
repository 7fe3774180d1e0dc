package io.serai.provider.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.OutcomeRow;
import io.serai.provider.ProviderDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads {@code routes/providers.yaml}; each mistake is named with the provider and the field. */
public final class ProvidersFile {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private record File(Map<String, Entry> providers) {}

  private record Entry(
      @Nullable String kamelet,
      @Nullable String builtIn,
      @Nullable Map<String, String> settings,
      @Nullable List<Operation> operations,
      @Nullable String timeout,
      @Nullable String lateWindow,
      @Nullable String zone,
      @Nullable List<Row> outcomes) {}

  private record Row(Map<String, String> when, OutcomeRow.Verdict outcome) {}

  private ProvidersFile() {}

  /** Reads the file, with its {@code {{…}}} filled in by {@code resolve}. */
  public static Map<String, ProviderDefinition> read(Path path, UnaryOperator<String> resolve) {
    try {
      File file = YAML.readValue(resolve.apply(Files.readString(path)), File.class);
      Map<String, ProviderDefinition> definitions = new TreeMap<>();
      file.providers().forEach((name, entry) -> definitions.put(name, define(path, name, entry)));
      return definitions;
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      throw wrong(
          path
              + ":"
              + where.getLineNr()
              + ":"
              + where.getColumnNr()
              + ": "
              + e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw wrong(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static ProviderDefinition define(Path path, String name, Entry entry) {
    String where = path + ": providers." + name + ".";
    if ((entry.kamelet() == null) == (entry.builtIn() == null)) {
      throw wrong(where + "kamelet: give either kamelet or built_in", null);
    }
    List<Operation> operations = entry.operations();
    if (operations == null || operations.isEmpty()) {
      throw wrong(where + "operations: list what it can do, such as [charge, refund]", null);
    }
    return new ProviderDefinition(
        name,
        entry.kamelet(),
        entry.builtIn(),
        entry.settings() == null ? Map.of() : Map.copyOf(entry.settings()),
        EnumSet.copyOf(operations),
        duration(where + "timeout", entry.timeout(), Duration.ofSeconds(10)),
        duration(where + "late_window", entry.lateWindow(), Duration.ofSeconds(30)),
        zone(where + "zone", entry.zone()),
        entry.outcomes() == null
            ? List.of()
            : entry.outcomes().stream().map(r -> new OutcomeRow(r.when(), r.outcome())).toList());
  }

  private static Duration duration(String where, @Nullable String text, Duration otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return DurationStyle.detectAndParse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(where + ": '" + text + "' is no duration; write one such as 10s", e);
    }
  }

  private static ZoneId zone(String where, @Nullable String text) {
    try {
      return ZoneId.of(text == null ? "UTC" : text);
    } catch (DateTimeException e) {
      throw wrong(where + ": '" + text + "' is no time zone; write one such as Asia/Tokyo", e);
    }
  }

  private static SeraiException wrong(String message, @Nullable Exception cause) {
    return new SeraiException(ErrorCode.CONFIGURATION, "providers.yaml", message, cause);
  }
}
