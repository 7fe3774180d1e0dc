package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testkit.TestPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Clearing files by command line, over a real database (S4.5). */
@SuppressWarnings("NullAway.Init")
class ClearingCommandTest {

  private static final String FILE =
      """
      type,file,number,card,amount,currency,billing_amount,billing_currency,part,parts,approval_code,rrn,acquirer_reference,merchant,terminal,category,country,date
      header,NET1,,,,,,,,,,,,,,,,2026-11-28
      presentment,,1,9999120000000017,100,JPY,100,JPY,,,A00001,,ref1,MERCHANT0000001,,5411,JP,2026-11-28
      presentment,,2,9999120000000017,100,JPY,100,JPY,,,A00001,,,MERCHANT0000001,,5411,JP,2026-11-28
      trailer,NET1,2,,,,200,JPY,,,,,,,,,,
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private String url = "";
  private String key = "";

  @BeforeEach
  void migrate() throws IOException {
    url = TestPostgres.shared().freshDatabase("cli");
    key =
        Files.writeString(
                folder.resolve("vault.key"), Base64.getEncoder().encodeToString(new byte[32]))
            .toString();
  }

  @Test
  void badRecordsArePrintedAndTheOthersWaitForTheHub() throws IOException {
    Path file = Files.writeString(folder.resolve("net1.csv"), FILE);
    assertThat(read(file)).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "line 4: acquirer_reference: is missing; write 1 to 23 letters or digits",
            "NET1 is booking; 2 records: 0 booked (0 without a hold), 1 waiting, 0 repeated,"
                + " 1 put aside");
    assertThat(run("--url", url, "show", "NET1")).isEqualTo(1);
    assertThat(run("--url", url, "show", "NET9")).isNotZero();
  }

  @Test
  void whatWasPutAsideIsListedAndDismissed() throws IOException {
    read(Files.writeString(folder.resolve("net1.csv"), FILE));
    out.getBuffer().setLength(0);
    assertThat(run("--url", url, "aside", "--file", "NET1")).isZero();
    assertThat(out.toString().strip())
        .matches(
            "clr_[0-9a-f]+\\.4 of NET1 is aside; acquirer_reference: is missing; write 1 to 23"
                + " letters or digits");
    String id = out.toString().substring(0, out.toString().indexOf(' '));
    String[] why = {"--operator", "kim", "--reason", "sent again in NET2"};
    assertThat(run("--url", url, "retry", id, why[0], why[1], why[2], why[3])).isNotZero();
    assertThat(out.toString()).contains("it cannot be booked as it stands (acquirer_reference: ");
    assertThat(run("--url", url, "dismiss", id, why[0], why[1], why[2], why[3])).isZero();
    assertThat(out.toString()).contains(id + " of NET1 is dismissed; acquirer_reference: ");
    assertThat(run("--url", url, "show", "NET1")).isZero();
    assertThat(out.toString()).contains("1 waiting, 0 repeated, 0 put aside, 1 dismissed");
  }

  @Test
  void aFileThatIsNotWholeIsRefused() throws IOException {
    Path file =
        Files.writeString(folder.resolve("net1.csv"), FILE.substring(0, FILE.indexOf("trailer")));
    assertThat(read(file)).isEqualTo(2);
    assertThat(out.toString())
        .contains("trailer: there is none; the file is not whole, send it again");
    assertThat(out.toString()).doesNotContain("9999120000000017");
  }

  @Test
  void aFileThatIsNotThereIsAMistakeOfUse() {
    assertThat(read(Path.of("nothing.csv"))).isEqualTo(2);
    assertThat(out.toString()).contains("FILE: nothing.csv cannot be read");
  }

  private int read(Path file) {
    return run(
        "--url",
        url,
        "import",
        file.toString(),
        "--tenant",
        "acme",
        "--operator",
        "kim",
        "--key-file",
        key);
  }

  private int run(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "clearing";
    System.arraycopy(words, 0, all, 1, words.length);
    CommandLine line = SeraiCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    return line.execute(all);
  }
}
