package io.serai.provider.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.BinTable;
import io.serai.provider.BypassRule;
import io.serai.provider.Limits;
import io.serai.provider.OutcomeRow;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.ProviderTerms;
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

  /**
   * What the file says.
   *
   * @param providers the providers by name
   * @param bins what cards' first digits say
   */
  record Content(Map<String, ProviderDefinition> providers, BinTable bins) {}

  private record File(Map<String, Entry> providers, @Nullable List<BinsReader.Row> bins) {}

  private record Entry(
      @Nullable String kamelet,
      @Nullable String builtIn,
      @Nullable Map<String, String> settings,
      @Nullable List<Operation> operations,
      @Nullable String timeout,
      @Nullable String lateWindow,
      @Nullable String zone,
      @Nullable Bypass bypass,
      @Nullable Share limits,
      @Nullable Boolean idempotent,
      @Nullable List<Row> outcomes,
      @Nullable String resendFor,
      @Nullable String mode,
      @Nullable Map<String, Map<String, List<String>>> modes,
      @Nullable List<String> brands,
      @Nullable List<String> currencies,
      @Nullable List<String> markets,
      @Nullable List<FeesReader.Row> fees) {}

  private record Share(@Nullable String atOnce, @Nullable String waiting) {}

  private record Bypass(
      @Nullable String errors, @Nullable String within, @Nullable String probeAfter) {}

  private record Row(Map<String, String> when, OutcomeRow.Verdict outcome) {}

  /** How long a window of errors may be; older ones are forgotten. */
  static final Duration LONGEST_WINDOW = Duration.ofHours(1);

  /** An attempt that is older than ten minutes counts as forgotten by its process. */
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  /** The setting that says whether this hub moves money: live, sandbox or nothing. */
  private static final String ENVIRONMENT = "{{serai.environment:}}";

  private static final int MOST_ERRORS = 1_000_000;

  private ProvidersFile() {}

  /** The providers of the file, with its {@code {{…}}} filled in by {@code resolve}. */
  public static Map<String, ProviderDefinition> read(Path path, UnaryOperator<String> resolve) {
    return all(path, resolve).providers();
  }

  /** The whole file. */
  static Content all(Path path, UnaryOperator<String> resolve) {
    try {
      File file = YAML.readValue(resolve.apply(Files.readString(path)), File.class);
      Map<String, ProviderDefinition> definitions = new TreeMap<>();
      String environment = resolve.apply(ENVIRONMENT);
      String said = environment.equals(ENVIRONMENT) ? "" : environment;
      file.providers()
          .forEach((name, entry) -> definitions.put(name, define(path, name, entry, said)));
      return new Content(definitions, BinsReader.read(path.toString(), file.bins()));
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

  private static ProviderDefinition define(
      Path path, String name, Entry entry, String environment) {
    String where = path + ": providers." + name + ".";
    if ((entry.kamelet() == null) == (entry.builtIn() == null)) {
      throw wrong(where + "kamelet: give either kamelet or built_in", null);
    }
    List<Operation> operations = entry.operations();
    if (operations == null || operations.isEmpty()) {
      throw wrong(where + "operations: list what it can do, such as [charge, refund]", null);
    }
    Map<String, String> settings =
        entry.settings() == null ? Map.of() : Map.copyOf(entry.settings());
    return new ProviderDefinition(
        name,
        entry.kamelet(),
        entry.builtIn(),
        settings,
        EnumSet.copyOf(operations),
        between(
            where + "timeout",
            duration(where + "timeout", entry.timeout(), Duration.ofSeconds(10)),
            Duration.ofMillis(1),
            LONGEST_TIMEOUT),
        duration(where + "late_window", entry.lateWindow(), Duration.ofSeconds(30)),
        zone(where + "zone", entry.zone()),
        bypass(where + "bypass.", entry),
        Boolean.TRUE.equals(entry.idempotent()),
        entry.outcomes() == null
            ? List.of()
            : entry.outcomes().stream().map(r -> new OutcomeRow(r.when(), r.outcome())).toList(),
        limits(where + "limits.", entry.limits()),
        new ProviderTerms(
            Brands.read(where + "brands", entry.brands()),
            Brands.currencies(where + "currencies", entry.currencies()),
            Brands.countries(where + "markets", entry.markets()),
            FeesReader.read(where, entry.fees()),
            new ModesReader(where, environment).read(entry.mode(), entry.modes(), settings)),
        resendFor(where, entry));
  }

  private static @Nullable Duration resendFor(String where, Entry entry) {
    if (entry.resendFor() == null) {
      return null;
    }
    if (!Boolean.TRUE.equals(entry.idempotent())) {
      throw wrong(
          where + "resend_for: is for who promises idempotent: true; write that, or leave it out",
          null);
    }
    return duration(where + "resend_for", entry.resendFor(), Duration.ZERO);
  }

  private static BypassRule bypass(String where, Entry entry) {
    Bypass given = entry.bypass();
    if (given == null) {
      return BypassRule.DEFAULT;
    }
    if (entry.builtIn() != null) {
      throw wrong(where + "errors: what decides inside the hub is never left out", null);
    }
    var otherwise = BypassRule.DEFAULT;
    return new BypassRule(
        count(where + "errors", given.errors(), otherwise.errors(), 1, MOST_ERRORS),
        between(
            where + "within",
            duration(where + "within", given.within(), otherwise.within()),
            Duration.ofSeconds(1),
            LONGEST_WINDOW),
        between(
            where + "probe_after",
            duration(where + "probe_after", given.probeAfter(), otherwise.probeAfter()),
            Duration.ofMillis(100),
            Duration.ofDays(1)));
  }

  private static Limits limits(String where, @Nullable Share given) {
    var otherwise = Limits.DEFAULT;
    return given == null
        ? otherwise
        : new Limits(
            count(where + "at_once", given.atOnce(), otherwise.atOnce(), 1, Limits.MOST),
            count(where + "waiting", given.waiting(), otherwise.waiting(), 0, Limits.MOST));
  }

  private static int count(
      String where, @Nullable String text, int otherwise, int least, int most) {
    if (text == null) {
      return otherwise;
    }
    try {
      int count = Integer.parseInt(text.strip());
      if (count >= least && count <= most) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw wrong(where + ": '" + text + "' is no whole number; write one such as 10", e);
    }
    throw wrong(where + ": '" + text + "' is not within " + least + " to " + most, null);
  }

  private static Duration between(String where, Duration given, Duration least, Duration most) {
    if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
      throw wrong(
          where
              + ": '"
              + DurationStyle.SIMPLE.print(given)
              + "' is not within "
              + least.toMillis()
              + "ms to "
              + most.toMinutes()
              + "m",
          null);
    }
    return given;
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
