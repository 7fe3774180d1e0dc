package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.serai.testkit.Ports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands that ask a hub where there is none; with one, see {@code ClientOfTheHubTest}. */
@SuppressWarnings("NullAway.Init")
class HubCommandsTest {

  private static final String CHARGE = "charge --amount=1 --currency=JPY --token=t";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path keyFile;

  @BeforeEach
  void writeKey(@TempDir Path folder) throws IOException {
    keyFile = Files.writeString(folder.resolve("key"), "sk_secret\n");
  }

  private int run(String words) {
    CommandLine line = SeraiCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(words.split(" ", -1));
  }

  @Test
  void withoutAHubNothingWasSent() {
    String nobody = "http://localhost:" + Ports.free();
    String rest = " --tries=1 --key=k --hub=" + nobody + " --api-key-file=" + keyFile;
    assertThat(run(CHARGE + rest)).isEqualTo(4);
    assertThat(err.toString().strip())
        .isEqualTo(
            "serai: cannot connect to "
                + nobody
                + "; nothing was sent. Is the hub running, and --hub right?");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--api-key-file=/no/such | serai: --api-key-file: /no/such cannot be read",
        "--api-key-file=KEY --hub=nonsense | serai: hub: is no address of a hub; write such as https",
        "--api-key-file=KEY --tries=0 | serai: tries: must be 1 to 20",
        "--api-key-file=KEY --timeout=PT0S | serai: timeout: must be longer than nothing",
        "--api-key-file=KEY --timeout=5 | serai: Invalid value for option '--timeout'",
        "--api-key-file=KEY --key= | serai: key: must be 1 to 255 printable characters of ASCII",
        "--api-key-file=KEY --amount=1.5 | serai: Invalid value for option '--amount'",
      })
  void whatIsWrongIsNamed(String words, String message) {
    String given = CHARGE.replace(words.contains("--amount") ? "--amount=1 " : "none", "");
    assertThat(run(given + " " + words.replace("KEY", keyFile.toString()))).isEqualTo(2);
    assertThat(err.toString()).contains(message).contains("see 'serai charge --help'");
    assertThat(err.toString()).doesNotContain("sk_secret");
  }

  @Test
  void withoutAnApiKeyItIsSaidWhereToPutOne() {
    assumeTrue(System.getenv("SERAI_API_KEY") == null);
    assumeTrue(System.getenv("SERAI_API_KEY_FILE") == null);
    assertThat(run(CHARGE)).isEqualTo(2);
    assertThat(err.toString())
        .contains("no API key: put it into SERAI_API_KEY, or name its file with --api-key-file");
  }

  @Test
  void curlNeedsNoApiKeyAndShowsNone() {
    assertThat(run(CHARGE + " --key=k --curl")).isZero();
    assertThat(out.toString())
        .isEqualToIgnoringNewLines(
            "curl -s 'http://localhost:8080/v1/charges' -H \"Authorization: Bearer"
                + " $SERAI_API_KEY\" -H 'Idempotency-Key: k' -H 'Content-Type: application/json'"
                + " -d '{\"amount\":1,\"currency\":\"JPY\",\"method\":{\"type\":\"card\","
                + "\"token\":\"t\"}}'");
  }

  @Test
  void aReceiptComesFromStandardInputOrAFile() throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("a.b.c\n".getBytes(StandardCharsets.UTF_8)));
    try {
      String apple = "receipt apple --user=u --product=p --key=k --curl ";
      assertThat(run(apple + "--signed-transaction=-")).isZero();
      assertThat(out.toString()).contains("\"signed_transaction\":\"a.b.c\"");
      Path file = Files.writeString(keyFile.resolveSibling("receipt"), "bm9uZQ==\n");
      assertThat(run(apple + "--receipt=" + file)).isZero();
      assertThat(out.toString()).contains("\"receipt\":\"bm9uZQ==\"");
      assertThat(run(apple + "--receipt=/no/such")).isEqualTo(2);
      assertThat(err.toString()).contains("FILE: /no/such cannot be read");
      assertThat(run(apple.strip())).isEqualTo(2);
      assertThat(err.toString()).contains("Missing required argument (specify one of these)");
    } finally {
      System.setIn(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "charge",
        "refund",
        "history",
        "payment show",
        "payment confirm",
        "order prices",
        "order create",
        "order approve",
        "receipt apple",
        "receipt google",
        "receipt show"
      })
  void helpTellsTheExitCodes(String command) {
    assertThat(run(command + " --help")).isZero();
    assertThat(out.toString())
        .contains("Usage: serai " + command)
        .contains("  3   It is not known yet.")
        .contains("SERAI_API_KEY");
  }

  @Test
  void everyCommandHasHelp() {
    assertThat(run("cards show --help")).isZero();
    assertThat(out.toString()).contains("Usage: serai cards show");
  }
}
