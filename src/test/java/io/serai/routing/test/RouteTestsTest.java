package io.serai.routing.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.serai.routing.test.RouteTestReport.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a writer of route tests is told (S3.25), and that the README's example holds. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RouteTestsTest {

  private static final String CHARGE =
      """
          when:
            rest: POST /v1/charges
            body: { amount: 1000, currency: JPY, method: { type: card, token: tok_visa } }
      """;

  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static RouteTestReport report;

  @BeforeAll
  static void run(@TempDir Path copied) throws IOException {
    folder = copied;
    Path shipped = Path.of("routes");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().matches(".*\\.(test|rules)\\.yaml")) {
          Path copy = folder.resolve(shipped.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    write(
        "a-wrong",
        "status",
        "{ gateway-a: hang }",
        "then:\n      status: 201\n      state: approved");
    write("b-key", "key", "{ gateway-a: approve }", "then: { statuss: 201 }");
    write("c-word", "word", "{ gateway-a: aprove }", "then: { status: 201 }");
    write("d-provider", "provider", "{ gatewaya: approve }", "then: { status: 201 }");
    write("e-silent", "silent", "{ gateway-b: approve }", "then: { provider: gateway-b }");
    issuing("f-link", "approve", "0100, link: card-networks");
    issuing("g-issuer", "perhaps", "0100, link: card-network");
    issuing("h-nothing", null, "0100, link: card-network");
    Files.writeString(folder.resolve("tests/readme.test.yaml"), readme());
    report = new RouteTests(folder, Path.of("kamelets")).run();
  }

  private static void write(String file, String name, String providers, String then)
      throws IOException {
    Files.writeString(
        folder.resolve("tests").resolve(file + ".test.yaml"),
        "tests:\n  - name: "
            + name
            + "\n    given: { providers: "
            + providers
            + " }\n"
            + CHARGE
            + "    "
            + then
            + "\n");
  }

  private static void issuing(String file, @Nullable String decision, String when)
      throws IOException {
    Files.writeString(
        folder.resolve("tests").resolve(file + ".test.yaml"),
        "tests:\n  - name: "
            + file
            + (decision == null ? "" : "\n    given: { issuing: " + decision + " }")
            + "\n    when: { iso8583: "
            + when
            + ", fields: { 2: '4111111111111111' } }\n    then: { answer: { mti: /.*/ } }\n");
  }

  private static String readme() throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(# yaml-language-server[^`]*?route-tests[^`]*)```")
            .matcher(Files.readString(Path.of("README.md")));
    assertThat(block.find()).as("README.md shows a route test").isTrue();
    return block.group(1);
  }

  private static List<String> told(String file) {
    return report.tests().stream()
        .filter(test -> test.file().endsWith(file + ".test.yaml"))
        .flatMap(test -> test.mismatches().stream())
        .map(one -> Path.of(one.file()).getFileName() + ":" + one.line() + ": " + one.what())
        .toList();
  }

  @Test
  void theReadmesTestPasses() {
    assertThat(report.tests())
        .filteredOn(test -> test.file().endsWith("readme.test.yaml"))
        .isNotEmpty()
        .allMatch(Result::passed);
  }

  @Test
  void whatIsNotAsExpectedIsToldWithItsPlace() {
    assertThat(told("a-wrong"))
        .containsExactly(
            "a-wrong.test.yaml:8: status: expected 201, got 202",
            "a-wrong.test.yaml:9: state: expected approved, got unknown");
    assertThat(report.text())
        .contains("WRONG " + folder.resolve("tests/a-wrong.test.yaml") + ":2  status")
        .contains("a-wrong.test.yaml:8: status: expected 201, got 202");
  }

  @Test
  void aNameThatIsNotKnownIsRefusedWithTheNearest() {
    assertThat(told("b-key"))
        .containsExactly("b-key.test.yaml:7: then: 'statuss' is not known; write status");
    assertThat(told("c-word"))
        .singleElement()
        .asString()
        .startsWith("c-word.test.yaml:3: gateway-a (words of its own are in ")
        .endsWith("'aprove' is not known; write approve");
    assertThat(told("d-provider"))
        .containsExactly(
            "d-provider.test.yaml:3: providers: 'gatewaya' is not known; write gateway-a");
  }

  @Test
  void aLinkAndADecisionThatAreNotKnownAreRefusedAndTheIssuerIsNotAskedByChance() {
    assertThat(told("f-link"))
        .containsExactly(
            "f-link.test.yaml:2: link: 'card-networks' is not known; write card-network");
    assertThat(told("g-issuer"))
        .containsExactly(
            "g-issuer.test.yaml:3: issuing: 'perhaps' is no decision; write approve,"
                + " decline:<DE39> or partial:<amount>");
    assertThat(told("h-nothing"))
        .containsExactly(
            "h-nothing.test.yaml:2: the issuer was asked, and the test does not say what it"
                + " decides: write issuing: approve below given");
  }

  @Test
  void aProviderThatIsNotGivenMustNotBeAsked() {
    assertThat(told("e-silent"))
        .contains(
            "e-silent.test.yaml:2: gateway-a was asked (POST /v1/charges), but nothing is given"
                + " of it");
  }

  @Test
  void branchesThatNoTestTookAreListed() {
    assertThat(report.untaken())
        .anyMatch(
            one ->
                one.file().endsWith("online/charges.camel.yaml")
                    && one.what().startsWith("route charges: when")
                    && one.line() > 1);
    assertThat(report.taken()).isLessThan(report.branches());
  }

  @Test
  void theSchemaKnowsTheSameNamesAndTakesEveryShippedTest() throws IOException {
    var json = new ObjectMapper().readTree(schemaFile());
    var parts = json.path("$defs");
    assertThat(names(parts.path("test"))).isEqualTo(TestFile.TEST);
    assertThat(names(parts.path("step"))).isEqualTo(TestFile.STEP);
    assertThat(names(parts.path("when"))).isEqualTo(When.KEYS);
    assertThat(names(parts.path("then"))).isEqualTo(TestFile.THEN);
    assertThat(names(parts.path("test").path("properties").path("given")))
        .isEqualTo(TestFile.GIVEN);
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json);
    try (Stream<Path> files = Files.list(Path.of("routes/tests"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".test.yaml")).toList()) {
        assertThat(schema.validate(new YAMLMapper().readTree(file.toFile())))
            .as("%s", file)
            .isEmpty();
        assertThat(Files.readString(file)).startsWith("# yaml-language-server: $schema=");
      }
    }
  }

  private static InputStream schemaFile() {
    return Objects.requireNonNull(
        RouteTestsTest.class.getResourceAsStream("/schemas/route-tests.schema.json"));
  }

  private static Set<String> names(com.fasterxml.jackson.databind.JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.path("properties").fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      throw new UncheckedIOException(new IOException("the schema has no properties here"));
    }
    return names;
  }
}
