package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RoutesCommandTest {

  private static final String PROVIDERS =
      """
      providers:
        floor:
          built_in: floor
          operations: [authorize]
      """;
  private static final String ROUTE =
      """
      - route:
          id: decisions
          from:
            uri: entry:decisions
            steps:
              - to: payment:authorise?providers=flor
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whatIsShippedPasses() {
    assertThat(run("routes", "check")).isZero();
    assertThat(out).hasToString("Nothing is wrong." + System.lineSeparator());
    assertThat(run("routes", "check", "routes", "kamelets")).isZero();
    assertThat(run("routes", "check", "kamelets", "routes")).isZero();
  }

  @Test
  void everyFindingIsALineWithItsPlaceAndTheExitCodeIsOne(@TempDir Path folder) throws IOException {
    write(folder);
    assertThat(run("routes", "check", folder.toString())).isEqualTo(1);
    assertThat(out.toString().replace(folder + "/", "").lines())
        .containsExactly(
            "routes/online/decisions.camel.yaml:4:12: nobody sends to entry:decisions;"
                + " send to it from routes/entries, or delete the route [C10]",
            "routes/online/decisions.camel.yaml:6:15: 'payment:authorise' is no payment step;"
                + " write one of payment:authorize, payment:charge, payment:refund,"
                + " payment:reversal, payment:cancel, payment:confirm, payment:status, payment:history,"
                + " payment:verify, payment:receipt, payment:customer, payment:product, payment:plan,"
                + " payment:subscribe, payment:subscription, payment:unsubscribe,"
                + " payment:change_plan, payment:providers [C14]",
            "2 findings; docs/route-rules.md explains their rules.");
  }

  @Test
  void theSameAsJson(@TempDir Path folder) throws IOException {
    write(folder);
    assertThat(run("routes", "check", "--json", folder.toString())).isEqualTo(1);
    JsonNode finding = new ObjectMapper().readTree(out.toString()).at("/findings/0");
    assertThat(finding.path("rule").asText()).isEqualTo("C10");
    assertThat(finding.path("file").asText()).endsWith("routes/online/decisions.camel.yaml");
    assertThat(finding.path("line").asInt()).isEqualTo(4);
    assertThat(finding.path("column").asInt()).isEqualTo(12);
    assertThat(finding.path("message").asText()).isEqualTo("nobody sends to entry:decisions");
    assertThat(finding.path("mend").asText())
        .isEqualTo("send to it from routes/entries, or delete the route");
  }

  @Test
  void nothingWrongIsAnEmptyListInJson() throws IOException {
    assertThat(run("routes", "check", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).path("findings")).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsWrongUsage() {
    assertThat(run("routes", "check", "nowhere")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "serai: nowhere is no folder; see 'serai routes --help'" + System.lineSeparator());
  }

  @Test
  void theExampleOfTheReadmeIsWhatItSays(@TempDir Path folder) throws IOException {
    copy(Path.of("routes"), folder.resolve("routes"));
    copy(Path.of("kamelets"), folder.resolve("kamelets"));
    Path charges = folder.resolve("routes/online/charges.camel.yaml");
    String text = Files.readString(charges);
    int last = text.lastIndexOf("providers: gateway-a,gateway-b");
    Files.writeString(
        charges,
        text.substring(0, last)
                .replaceFirst("( *)- choice", "$1- log: \"charge \\${body}\"\n$1- choice")
            + text.substring(last)
                .replace("gateway-a,gateway-b", "gateway-a,gateway-x")
                .replace("afterUnknown", "afterUnkown"));
    Path kamelet = folder.resolve("kamelets/gateway-a-action.kamelet.yaml");
    Files.writeString(
        kamelet, Files.readString(kamelet).replaceFirst(" timeout: \"", " timout: \""));

    assertThat(run("routes", "check", folder.toString())).isEqualTo(1);
    assertThat(Files.readString(Path.of("README.md")))
        .contains("```\n" + out.toString().replace(folder + "/", "") + "```");
  }

  @Test
  void theWaysAreShownAsLinesOrAsAPicture() {
    assertThat(run("routes", "show")).isZero();
    assertThat(out.toString().lines())
        .contains(
            "entries:terminals -> set:authorizations",
            "set:reversals payment:reversal -> provider:issuer-h");
    out.getBuffer().setLength(0);
    assertThat(run("routes", "show", "--svg", "routes", "kamelets")).isZero();
    assertThat(out.toString()).startsWith("<svg ").endsWith("</svg>\n").contains("gateway-a");
  }

  @Test
  void aMixUpOfLiveAndSandboxIsFoundBeforeTheStart(@TempDir Path folder) throws IOException {
    copy(Path.of("routes"), folder.resolve("routes"));
    copy(Path.of("kamelets"), folder.resolve("kamelets"));
    Path providers = folder.resolve("routes/providers.yaml");
    Files.writeString(
        providers,
        Files.readString(providers).replace(":sk_test_sandbox}}", ":sk_live_forgotten}}"));
    assertThat(run("routes", "check", folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("routes/providers.yaml:")
        .contains("settings.apiKey")
        .contains("is one of live, and mode is sandbox; give one that begins with sk_test_")
        .doesNotContain("[C10]")
        .doesNotContain("forgotten");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.resolve("..").normalize());
        Files.copy(file, target);
      }
    }
  }

  private static void write(Path folder) throws IOException {
    Path online = Files.createDirectories(folder.resolve("routes/online"));
    Files.createDirectories(folder.resolve("kamelets"));
    Files.writeString(folder.resolve("routes/providers.yaml"), PROVIDERS);
    Files.writeString(online.resolve("decisions.camel.yaml"), ROUTE);
  }

  private int run(String... arguments) {
    CommandLine command = SeraiCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
