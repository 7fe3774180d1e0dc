package io.serai.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The conventions that every Kamelet file keeps. */
class KameletFilesTest {

  private static final Path FOLDER = Path.of("kamelets");
  private static final Pattern PARAMETER = Pattern.compile("\\{\\{([A-Za-z-]+)}}");
  private static final YAMLMapper YAML = new YAMLMapper();

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".kamelet.yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void theFileIsNamedAsTheKamelet(Path file) throws IOException {
    assertThat(file.getFileName())
        .hasToString(read(file).at("/metadata/name").asText() + ".kamelet.yaml");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyParameterIsDeclaredDescribedAndUsed(Path file) throws IOException {
    JsonNode properties = read(file).at("/spec/definition/properties");
    Set<String> known = new TreeSet<>();
    properties.fieldNames().forEachRemaining(known::add);
    assertThat(properties).allSatisfy(p -> assertThat(p.path("description").asText()).isNotBlank());
    JsonNode template = read(file).at("/spec/template");
    template.path("beans").forEach(bean -> known.add(bean.path("name").asText()));

    Set<String> used = new TreeSet<>();
    Matcher matcher = PARAMETER.matcher(template.toString());
    while (matcher.find()) {
      used.add(matcher.group(1));
    }
    assertThat(used).isEqualTo(known);
  }

  @ParameterizedTest
  @MethodSource("files")
  void secretsAreDeclaredAsPasswords(Path file) throws IOException {
    read(file)
        .at("/spec/definition/properties")
        .properties()
        .forEach(
            p -> {
              if (p.getKey().matches("(?i).*(key|secret|password|token)")) {
                assertThat(p.getValue().path("format").asText()).isEqualTo("password");
              }
            });
  }

  @Test
  void everyProviderNamesAKameletThatExistsAndSettingsThatItHas() throws IOException {
    JsonNode providers = read(Path.of("routes/providers.yaml")).path("providers");
    assertThat(providers.properties()).isNotEmpty();
    for (JsonNode provider : providers) {
      if (provider.has("built_in")) {
        continue;
      }
      Path file = FOLDER.resolve(provider.path("kamelet").asText() + ".kamelet.yaml");
      assertThat(file).exists();
      JsonNode properties = read(file).at("/spec/definition/properties");
      provider
          .path("settings")
          .fieldNames()
          .forEachRemaining(setting -> assertThat(properties.has(setting)).as(setting).isTrue());
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return YAML.readTree(Files.readString(file));
  }
}
