package io.serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The README's table of properties says what the code and the routes do. */
class ConfigurationTableTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| *`(serai\\.[\\w.<>-]+)` *\\| *(?:`([^`]*)`|–) *\\|");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("[{$]\\{+\\??(serai\\.[\\w.-]+)(?::([^}\"]*))?\\}");

  @Test
  void everyPropertyOfARecordIsInTheTableWithItsDefault() throws Exception {
    Map<String, String> wanted = ofRecords();
    assertThat(wanted).containsEntry("serai.journal.writers", "2").hasSizeGreaterThan(30);
    assertThat(table()).containsAllEntriesOf(wanted);
  }

  @Test
  void everyPropertyThatRoutesAndBeansReadIsInTheTableWithItsDefault() throws Exception {
    Map<String, String> wanted = ofPlaceholders();
    assertThat(wanted).containsEntry("serai.rest.port", "8080").hasSizeGreaterThan(10);
    assertThat(table()).containsAllEntriesOf(wanted);
  }

  @Test
  void theTableHasNothingElse() throws Exception {
    Map<String, String> known = ofPlaceholders();
    known.putAll(ofRecords());
    assertThat(known.keySet()).containsAll(table().keySet());
  }

  private static Map<String, String> table() throws IOException {
    Map<String, String> table = new LinkedHashMap<>();
    ROW.matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(row -> table.put(row.group(1), Objects.requireNonNullElse(row.group(2), "")));
    return table;
  }

  private static Map<String, String> ofRecords() throws ClassNotFoundException {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Map<String, String> properties = new TreeMap<>();
    for (var found : scanner.findCandidateComponents("io.serai")) {
      Class<?> type = Class.forName(found.getBeanClassName());
      addComponents(type.getAnnotation(ConfigurationProperties.class).value(), type, properties);
    }
    return properties;
  }

  private static void addComponents(String prefix, Class<?> type, Map<String, String> properties) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    var parameters = constructor(type, types);
    for (int i = 0; i < types.length; i++) {
      String name = prefix + "." + dashed(type.getRecordComponents()[i].getName());
      if (types[i].isRecord()) {
        addComponents(name, types[i], properties);
      } else {
        DefaultValue given = parameters[i].getAnnotation(DefaultValue.class);
        properties.put(name, given == null ? "" : String.join(",", given.value()));
      }
    }
  }

  private static java.lang.reflect.Parameter[] constructor(Class<?> type, Class<?>[] types) {
    try {
      return type.getDeclaredConstructor(types).getParameters();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  private static String dashed(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> ofPlaceholders() throws IOException {
    Map<String, String> properties = new TreeMap<>();
    for (String folder : List.of("routes", "src/main/java")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          PLACEHOLDER.matcher(Files.readString(file)).results().forEach(m -> put(m, properties));
        }
      }
    }
    return properties;
  }

  private static void put(MatchResult found, Map<String, String> properties) {
    String name =
        found.group(1).replaceFirst("^serai\\.providers\\.[^.]+", "serai.providers.<name>");
    String given = Objects.requireNonNullElse(found.group(2), "");
    // Each provider has an address of its own; what stands for all has no default in the table.
    properties.merge(
        name, given, (one, other) -> one.isEmpty() || !one.equals(other) ? other : one);
    if (name.equals("serai.providers.<name>.url")) {
      properties.put(name, "");
    }
  }
}
