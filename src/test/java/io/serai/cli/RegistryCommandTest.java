package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testkit.TestPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Merchants and terminals by command line, over a real database (S3.9). */
@SuppressWarnings("NullAway.Init")
class RegistryCommandTest {

  @TempDir private Path folder;

  @Test
  void badLinesArePrintedAndGoodOnesKept() throws IOException {
    String url = TestPostgres.shared().freshDatabase("cli");
    Path file =
        Files.writeString(
            folder.resolve("shops.csv"),
            """
            tenant,merchant,name,category_code,country,terminal
            acme,MERCHANT0000001,Corner shop,5411,KR,TERM0001
            acme,MERCHANT0000002,Corner shop,5411,Korea,TERM0001
            """);

    StringWriter out = new StringWriter();
    assertThat(run(out, "--url", url, "import", file.toString())).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "line 3: country: must be two letters of ISO 3166, as KR",
            "1 of 2 lines kept; merchants: 1 added, 0 changed; terminals: 1 added, 0 changed");

    Files.writeString(file, Files.readString(file).replace("Korea", "KR"));
    StringWriter mended = new StringWriter();
    assertThat(run(mended, "--url", url, "import", file.toString())).isZero();
    assertThat(mended.toString().strip())
        .isEqualTo(
            "2 of 2 lines kept; merchants: 1 added, 0 changed; terminals: 1 added, 0 changed");
  }

  @Test
  void aFileThatIsNotThereIsAMistakeOfUse() {
    StringWriter out = new StringWriter();
    assertThat(run(out, "import", "nothing.csv")).isEqualTo(2);
    assertThat(out.toString()).contains("FILE: nothing.csv cannot be read");
  }

  private static int run(StringWriter out, String... words) {
    CommandLine line = new CommandLine(new RegistryCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    return line.execute(words);
  }
}
