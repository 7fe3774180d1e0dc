package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code serai iso send} against a listener that answers what a test says. */
@Timeout(60)
class IsoSendCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void anApprovalIsPrintedMaskedAndTheCommandSucceeds() throws IOException {
    try (Hub hub = new Hub("00")) {
      int exit =
          run(
              "iso",
              "send",
              "--to",
              "localhost:" + hub.port(),
              "--mti",
              "0100",
              "--pan",
              "4111111111111111",
              "--amount",
              "1000",
              "--currency",
              "JPY",
              "--stan",
              "7",
              "--expiry",
              "3012",
              "--field",
              "48=some text");
      assertThat(exit).isZero();
      assertThat(out.toString())
          .contains("MTI  0110")
          .contains("DE2  PAN - PRIMARY ACCOUNT NUMBER: 411111******1111")
          .contains("DE39 RESPONSE CODE: 00")
          .contains("--reverse-of 0100:000007:")
          .doesNotContain("4111111111111111");
      assertThat(hub.received.get(0))
          .startsWith("0100")
          .contains("4111111111111111")
          .contains("some text");
    }
  }

  @Test
  void theLineInTheReadmeWorksAsItIsPrinted() throws IOException {
    String line =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(text -> text.startsWith("target/sandbox/serai iso send"))
            .findFirst()
            .orElseThrow();
    try (Hub hub = new Hub("00")) {
      String here = line.replace("localhost:8583", "localhost:" + hub.port());
      assertThat(run(here.replace("target/sandbox/serai ", "").split(" ", -1))).isZero();
    }
    assertThat(out.toString())
        .contains("DE39 RESPONSE CODE: 00")
        .contains("To undo it: --mti 0400");
  }

  @Test
  void anotherAnswerIsExitCodeOne() throws IOException {
    try (Hub hub = new Hub("51")) {
      assertThat(
              run(
                  "iso",
                  "send",
                  "--to",
                  "localhost:" + hub.port(),
                  "--mti",
                  "0400",
                  "--reverse-of",
                  "0100:000007:1123184500",
                  "--pan",
                  "4111111111111111"))
          .isEqualTo(1);
      assertThat(hub.received.get(0)).contains("01000000071123184500" + "0".repeat(22));
    }
  }

  @Test
  void anUnreachableHubIsOneLineWithTheMend() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    assertThat(run("iso", "send", "--to", "localhost:" + port, "--mti", "0800")).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("cannot connect")
        .contains("is the hub running");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--to=nowhere --mti=0100",
        "--to=localhost:99999 --mti=0100",
        "--to=localhost:1 --mti=0110",
        "--to=localhost:1 --mti=0100 --pan=4111",
        "--to=localhost:1 --mti=0100 --currency=ABC",
        "--to=localhost:1 --mti=0100 --amount=ten",
        "--to=localhost:1 --mti=0100 --stan=1000000",
        "--to=localhost:1 --mti=0400 --reverse-of=yesterday",
        "--to=localhost:1 --mti=0100 --field=999=x",
        "--mti=0100"
      })
  void wrongUsageNamesTheOptionAndIsExitCodeTwo(String options) {
    List<String> arguments = new ArrayList<>(List.of("iso", "send"));
    arguments.addAll(Arrays.asList(options.split(" ", -1)));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("--")
        .endsWith("see 'serai iso send --help'");
  }

  @Test
  void withoutASubcommandTheUsageIsPrinted() {
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("Usage: serai", "iso", "keys", "operators");
    assertThat(run("iso")).isZero();
    assertThat(out.toString()).contains("send");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("serai (not packaged)");
  }

  private int run(String... arguments) {
    CommandLine command = SeraiCommand.commandLine();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  /** Answers each request with a fixed message that has its STAN and the given DE39. */
  private static final class Hub implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<String> received = new CopyOnWriteArrayList<>();

    Hub(String responseCode) throws IOException {
      var unused = CompletableFuture.runAsync(() -> serve(responseCode));
    }

    int port() {
      return server.getLocalPort();
    }

    private void serve(String responseCode) {
      try (Socket terminal = server.accept()) {
        DataInputStream in = new DataInputStream(terminal.getInputStream());
        byte[] frame = new byte[in.readUnsignedShort()];
        in.readFully(frame);
        String request = new String(frame, StandardCharsets.US_ASCII);
        received.add(request);
        // A random STAN stands behind DE7; both stand behind the fixed ones of the request.
        String answer =
            request.charAt(1)
                + "10"
                + "4020000002000000"
                + "164111111111111111"
                + stan(request)
                + responseCode;
        byte[] bytes = ("0" + answer).getBytes(StandardCharsets.US_ASCII);
        DataOutputStream to = new DataOutputStream(terminal.getOutputStream());
        to.writeShort(bytes.length);
        to.write(bytes);
        to.flush();
        in.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String stan(String request) {
      int secondBitmap = request.charAt(4) >= '8' ? 16 : 0;
      int pan = 4 + 16 + secondBitmap;
      int amount = request.charAt(1) == '1' ? 12 : 0;
      int from = pan + 18 + 6 + amount + 10;
      return request.substring(from, from + 6);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
