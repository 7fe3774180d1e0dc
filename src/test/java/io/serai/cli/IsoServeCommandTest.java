package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.LinkDescription;
import io.serai.iso8583.LoneLink;
import io.serai.testkit.JavaCommand;
import io.serai.testkit.Ports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code serai iso serve} and {@code send} over real sockets, against each other and a link. */
@Timeout(120)
class IsoServeCommandTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FIELDS =
      """
      mti: "0100"
      fields:
        2: "4111111111111111"
        3: "000000"
        4: "000000001000"
        35: "4111111111111111=30121010000000000000"
        41: "TERM0001"
        42: "MERCHANT01"
        49: "392"
        52: "0123456789ABCDEF"
        55: "9F0206000000001000"
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** A hub's end of a link: it declines what is over 5000, or wrongly says what it was asked. */
  private static final class Hub implements LoneLink.Peer {
    private final List<IsoMessage> asked = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();

    @Override
    public String decide(IsoMessage request) {
      asked.add(request);
      return Long.parseLong(String.valueOf(request.field(4))) > 5000 ? "61" : "00";
    }

    @Override
    public void notice(String line) {
      notices.add(line);
    }

    LoneLink dial(LinkDescription link) {
      return LoneLink.open(
          link.with("reconnect_first", "50ms").with("reconnect_longest", "100ms").dialing(),
          Path.of("kamelets"),
          this);
    }
  }

  @Test
  void aServedNetworkAsksEachHubAndEndsInGoodOrderOnASignal(@TempDir Path folder) throws Exception {
    int port = Ports.free();
    Path log = folder.resolve("serve.log");
    Process served = served(log, "--listen=localhost:" + port, "--rate=20", "--amount=4000-6000");
    try {
      await().atMost(PATIENCE).until(() -> Ports.taken(port));
      Hub hub = new Hub();
      LinkDescription network =
          LinkDescription.of(Path.of("routes/links.yaml"), "network", any -> null)
              .with("address", "localhost:" + port)
              .with("connections", "2");
      try (LoneLink link = hub.dial(network)) {
        await().atMost(PATIENCE).until(() -> link.connections() == 2);
        await().atMost(PATIENCE).until(() -> hub.asked.size() >= 30);
        assertThat(link.send(IsoMessage.of("0800").set(70, "301").build(), false).join().field(39))
            .isEqualTo("00");
        served.destroy();
        assertThat(served.waitFor(60, TimeUnit.SECONDS)).isTrue();
        await().atMost(PATIENCE).until(() -> link.connections() == 0);
        assertThat(hub.notices.stream().filter(line -> line.endsWith("is signed off"))).hasSize(2);
      }
      String printed = Files.readString(log);
      assertThat(served.exitValue()).isZero();
      assertThat(printed)
          .contains("listens on port " + port)
          .containsPattern("  up [123]  sent \\d+  answered \\d+ .* p50 \\d+\\.\\d ms  p99 \\d+")
          .containsPattern("in all: sent \\d\\d+ .* declined .*61:\\d+ .* missing 0  wrong 0")
          .doesNotContainPattern("\\d{12,}");
    } finally {
      served.destroyForcibly();
    }
  }

  @Test
  void aMessageFromAFileIsAnsweredAndPrintedWithoutWhatNobodyMayRead(@TempDir Path folder)
      throws Exception {
    Path message = Files.writeString(folder.resolve("request.yaml"), FIELDS);
    int port = Ports.free();
    Path log = folder.resolve("serve.log");
    Process served = served(log, "--listen=localhost:" + port);
    try {
      await().atMost(PATIENCE).until(() -> Ports.taken(port));
      assertThat(run("iso send --link network --to localhost:" + port + " --message " + message))
          .isZero();
      served.destroy();
      assertThat(served.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(served.exitValue()).isZero();
      assertThat(Files.readString(log)).contains("received 1 ").doesNotContainPattern("\\d{12,}");
    } finally {
      served.destroyForcibly();
    }
    assertThat(out.toString())
        .contains("MTI  0110")
        .contains("DE2  PAN - PRIMARY ACCOUNT NUMBER: 411111******1111")
        .contains("DE39 RESPONSE CODE: 00")
        .doesNotContain("4111111111111111", "0123456789ABCDEF", "9F0206", "30121010");
  }

  @Test
  void anEditionOf1993InAnotherFramingIsServedAsWell() {
    int port = Ports.free();
    String format =
        "--format iso93binary --framing=4-byte§binary --set edition=1993 --set sign_on=true";
    CompletableFuture<Integer> served =
        serve(
            "--listen localhost:" + port + " --rate 200 --count 100 --amount 4000-6000 " + format);
    Hub hub = new Hub();
    LinkDescription link =
        LinkDescription.plain(any -> null)
            .with("address", "localhost:" + port)
            .with("packager", "iso93binary")
            .with("framing", "4-byte binary")
            .with("edition", "1993")
            .with("sign_on", "true");
    try (LoneLink dialed = hub.dial(link)) {
      assertThat(served.orTimeout(60, TimeUnit.SECONDS).join()).isZero();
      assertThat(dialed.ports()).isEmpty();
    }
    assertThat(hub.asked).hasSize(100).allMatch(request -> request.mti().equals("1100"));
    assertThat(out.toString())
        .containsPattern("in all: sent 100  answered 100  approved \\d+  declined 121:\\d+  late 0")
        .contains("missing 0  wrong 0  not sent 0");
  }

  @Test
  void aMissingAnswerIsExitCodeOne() throws Exception {
    int port = Ports.free();
    CompletableFuture<Integer> served =
        serve("--listen localhost:" + port + " --rate 50 --count 2 --timeout 1");
    await().atMost(PATIENCE).until(() -> out.toString().contains("listens on port"));
    try (Socket silent = new Socket("localhost", port)) {
      assertThat(served.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1);
      assertThat(silent.getInputStream().read()).isZero(); // the length's first byte
    }
    assertThat(out.toString()).contains("in all: sent 2  answered 0").contains("missing 2");
  }

  @Test
  void aTakenPortIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("iso serve --listen localhost:" + taken.getLocalPort())).isEqualTo(2);
    }
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("cannot listen on localhost:")
        .contains("choose another address");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "iso serve --listen localhost:0 --format iso87asci | did you mean 'iso87ascii'?",
        "iso serve --listen localhost:0 --framing 2-byte | is none of 2-byte binary, 2-byte binary inclusive",
        "iso serve --link netwrk | did you mean 'network'?",
        "iso serve --link network | the link has no address: give --listen",
        "iso serve --rate 5 | give --listen or --link",
        "iso serve --listen localhost:0 --rate=-1 | --rate: must be 0 to 10000",
        "iso serve --listen localhost:0 --amount 50-10 | does not go from 1",
        "iso serve --listen localhost:0 --answer no | --answer: must be two digits",
        "iso serve --listen localhost:0 --rate 1 --field 3=4111111111111111 | DE3 does not fit",
        "iso serve --listen localhost:0 --set colour=red | links.peer.colour: is not known",
        "iso send --to localhost:1 --mti 0800 --message - | either --mti or --message",
        "iso send --to localhost:1 --mti 0100 --field 4=4111111111111111 | DE4 does not fit",
        "iso send --link van --mti 0800 | links.yaml: has no link 'van'",
      })
  void wrongUsageIsOneLineThatNamesTheMend(String line, String mend) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(mend);
    assertThat(err.toString()).doesNotContain("4111111111111111");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"mti\": \"0100\", \"fields\": {\"2\": 4111111111111111}} | fields.2: write its value in",
        "{\"mti\": \"0110\", \"fields\": {}} | is not a request",
        "{\"mti\": 100, \"fields\": {}} | mti: write four digits in quotes",
        "{\"fields\": {}} | mti is missing",
        "{\"mti\": \"0100\", \"fields\": {\"129\": \"x\"}} | fields.129: a number is 2 to 128",
        "{\"mti\": \"0100\", \"pan\": \"4111111111111111\"} | 'pan' is not known",
        "{\"mti\": \"0100\", | is neither JSON nor YAML",
        "4111111111111111 | mti is missing",
      })
  void aWrongMessageIsOneLineThatNamesItsPlaceAndQuotesNoValue(String message, String mend) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
      assertThat(run("iso send --to localhost:1 --message -")).isEqualTo(2);
    } finally {
      System.setIn(before);
    }
    assertThat(err.toString().lines()).singleElement().asString().contains("--message", mend);
    assertThat(err.toString()).doesNotContain("4111111111111111");
  }

  @Test
  void theHelpHasExamples() {
    assertThat(run("iso serve --help")).isZero();
    assertThat(run("iso send --help")).isZero();
    assertThat(out.toString()).contains("serai iso serve --link network", "--message request.yaml");
  }

  @Test
  void latenciesAreRightToThreePerCent() {
    Latencies latencies = new Latencies();
    assertThat(latencies.millis(0.5)).isZero();
    for (int i = 1; i <= 1000; i++) {
      latencies.add(TimeUnit.MILLISECONDS.toNanos(i));
    }
    Map<Double, Double> expected = Map.of(0.5, 500.0, 0.99, 990.0, 1.0, 1000.0);
    expected.forEach(
        (share, millis) ->
            assertThat(latencies.millis(share))
                .as(String.format(Locale.ROOT, "%.2f", share))
                .isBetween(millis * 0.96, millis * 1.01));
  }

  /** The network's host as a process of its own, which a signal stops. */
  private static Process served(Path log, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("iso", "serve", "--link=network"));
    words.addAll(List.of(options));
    return JavaCommand.of(SeraiCommand.class, "128m")
        .arguments(words.toArray(String[]::new))
        .start(log);
  }

  private CompletableFuture<Integer> serve(String options) {
    return CompletableFuture.supplyAsync(() -> run("iso serve " + options));
  }

  /** A paragraph sign stands for a blank within a word. */
  private int run(String line) {
    String[] words = line.strip().split(" +", -1);
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace('§', ' ');
    }
    CommandLine command = SeraiCommand.commandLine();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
