package io.serai.routing.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.serai.routing.test.RouteTestReport.Branch;
import io.serai.routing.test.RouteTestReport.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a writer of tests of card programs' rules is told (S3.25, S4.3). */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class RuleTestsTest {

  private static final Path SHIPPED = Path.of("routes");
  private static final Path RULES = Path.of("tests/issuing.rules.yaml");

  private static Path folder;
  private static RouteTestReport report;

  @BeforeAll
  static void run(@TempDir Path copied) throws IOException {
    folder = copied;
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".test.yaml")) {
          Path copy = folder.resolve(SHIPPED.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    // The month's limit is ten times what it was, and nobody told the tests.
    Path issuing = folder.resolve("issuing.yaml");
    String text = Files.readString(issuing);
    assertThat(text).contains("per: month, sum: 5000000,");
    Files.writeString(
        issuing, text.replace("per: month, sum: 5000000,", "per: month, sum: 50000000,"));
    write("a-key", "when: { amount: 1 }\n    then: { coed: \"00\" }");
    write("b-word", "when: { amount: 1, entry_mode: chipp }\n    then: { code: \"00\" }");
    write("c-amount", "when: { category: \"5411\" }\n    then: { code: \"00\" }");
    write(
        "d-used",
        "given: { used: { dya: { count: 1 } } }\n    when: { amount: 1 }\n    then: { code: \"51\" }");
    write("e-none", "when: { reverse: 1 }\n    then: { available: 0 }");
    write("f-usd", "when: { amount: 1, currency: USD }\n    then: { code: \"51\" }");
    write("g-time", "when: { at: noon, amount: 1 }\n    then: { code: \"51\" }");
    write("h-half", "when: { amount: 1.5 }\n    then: { code: \"51\" }");
    write("i-both", "when: { amount: 1 }\n    steps: []\n    then: { code: \"51\" }");
    Files.writeString(
        folder.resolve("tests/j-program.rules.yaml"),
        "tests:\n  - { name: x, program: credit, when: { amount: 1 }, then: { code: \"51\" } }\n");
    write(
        "k-month",
        "given: { card: { expiry: 12/29 } }\n    when: { amount: 1 }\n    then: { code: \"51\" }");
    Files.writeString(folder.resolve("tests/manual.rules.yaml"), manual());
    report = new RouteTests(folder, Path.of("kamelets")).run();
  }

  private static String manual() throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(# yaml-language-server[^`]*?rule-tests[^`]*)```")
            .matcher(Files.readString(Path.of("docs/issuing.md")));
    assertThat(block.find()).as("docs/issuing.md shows a test of rules").isTrue();
    return block.group(1);
  }

  private static void write(String file, String test) throws IOException {
    Files.writeString(
        folder.resolve("tests").resolve(file + ".rules.yaml"),
        "tests:\n  - name: " + file + "\n    program: prepaid-jp\n    " + test + "\n");
  }

  private static List<String> told(String file) {
    return report.tests().stream()
        .filter(test -> test.file().endsWith(file + ".rules.yaml"))
        .flatMap(test -> test.mismatches().stream())
        .map(one -> Path.of(one.file()).getFileName() + ":" + one.line() + ": " + one.what())
        .toList();
  }

  @Test
  void theManualsTestsPass() {
    assertThat(report.tests())
        .filteredOn(test -> test.file().endsWith("manual.rules.yaml"))
        .hasSize(2)
        .allMatch(Result::passed);
  }

  @Test
  void aRuleThatWasBrokenIsNoticedWithTheCaseAndWhatCameInstead() {
    assertThat(report.tests())
        .filteredOn(test -> test.file().endsWith("issuing.rules.yaml") && !test.passed())
        .extracting(Result::name)
        .containsExactly("the month's limit");
    assertThat(told("issuing"))
        .contains(
            "issuing.rules.yaml:164: step 1: code: expected 61, got 00",
            "issuing.rules.yaml:164: step 1: rule: expected month, got approved");
    assertThat(report.text())
        .contains("WRONG " + folder.resolve(RULES) + ":159  the month's limit");
  }

  @Test
  void aTestThatIsWrongIsToldWithTheMend() {
    assertThat(told("a-key"))
        .containsExactly("a-key.rules.yaml:5: then: 'coed' is not known; write code");
    assertThat(told("b-word"))
        .containsExactly("b-word.rules.yaml:4: entry_mode: 'chipp' is not known; write chip");
    assertThat(told("c-amount")).containsExactly("c-amount.rules.yaml:4: when: amount is missing");
    assertThat(told("d-used"))
        .containsExactly("d-used.rules.yaml:4: used: 'dya' is not known; write day");
    assertThat(told("e-none")).containsExactly("e-none.rules.yaml:2: step 1 holds nothing here");
    assertThat(told("f-usd"))
        .containsExactly("f-usd.rules.yaml:2: when: billing is missing; write the amount in JPY");
    assertThat(told("g-time"))
        .containsExactly(
            "g-time.rules.yaml:4: at: 'noon' is no time; write 2026-01-15T12:00:00Z or"
                + " 2026-01-15T21:00:00+09:00");
    assertThat(told("h-half"))
        .containsExactly("h-half.rules.yaml:4: amount: '1.5' is no whole number in minor units");
    assertThat(told("i-both"))
        .containsExactly("i-both.rules.yaml:2: test: write either when and then, or steps");
    assertThat(told("j-program"))
        .containsExactly(
            "j-program.rules.yaml:2: program: 'credit' is not in issuing.yaml; write one that is");
    assertThat(told("k-month"))
        .containsExactly("k-month.rules.yaml:4: expiry: '12/29' is no month; write 2029-12");
  }

  @Test
  void rulesThatDecidedInNoTestAreListed() {
    assertThat(report.untaken())
        .filteredOn(one -> one.file().endsWith("issuing.yaml"))
        .extracting(Branch::what)
        .containsExactly("program prepaid-jp: rule month");
  }

  @Test
  void theSchemaKnowsTheSameNamesAndTakesTheShippedTests() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(Path.of("src/main/resources/schemas/rule-tests.schema.json").toFile());
    JsonNode parts = json.path("$defs");
    assertThat(names(parts.path("test"))).isEqualTo(RuleTestFile.TEST);
    assertThat(names(parts.path("step"))).isEqualTo(RuleTestFile.STEP);
    assertThat(names(parts.path("given"))).isEqualTo(RuleTestFile.GIVEN);
    assertThat(names(parts.path("account"))).isEqualTo(RuleTestFile.ACCOUNT);
    assertThat(names(parts.path("card"))).isEqualTo(RuleTestFile.CARD);
    assertThat(names(parts.path("used"))).isEqualTo(RuleTestFile.USED);
    assertThat(names(parts.path("ask"))).isEqualTo(RuleTestFile.ASK);
    assertThat(names(parts.path("reverse"))).isEqualTo(RuleTestFile.REVERSE);
    assertThat(names(parts.path("then"))).isEqualTo(RuleTestFile.THEN);
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json);
    Path shipped = SHIPPED.resolve(RULES);
    assertThat(schema.validate(new YAMLMapper().readTree(shipped.toFile()))).isEmpty();
    assertThat(Files.readString(shipped))
        .startsWith(
            "# yaml-language-server: $schema=../../src/main/resources/schemas/rule-tests.schema.json\n");
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }
}
