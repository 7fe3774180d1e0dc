package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code serai routes test} for people and for programs. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RoutesTestCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    CommandLine line = SeraiCommand.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void aWrongTestIsExitCodeOneAndJsonOnDemand(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("routes/online"));
    Files.createDirectories(folder.resolve("routes/tests"));
    Files.createDirectory(folder.resolve("kamelets"));
    Files.copy(
        Path.of("routes/online/network.camel.yaml"),
        folder.resolve("routes/online/network.camel.yaml"));
    Files.copy(Path.of("routes/links.yaml"), folder.resolve("routes/links.yaml"));
    Files.writeString(folder.resolve("routes/providers.yaml"), "providers: {}\n");
    Files.writeString(
        folder.resolve("routes/tests/one.test.yaml"),
        """
        tests:
          - name: nobody listens
            when: { queue: nothing, body: {} }
            then: { message: deleted }
        """);

    assertThat(execute("routes", "test", "--json", folder.toString())).as("%s", err).isEqualTo(1);

    var test = new ObjectMapper().readTree(out.toString()).at("/tests/0");
    assertThat(test.path("passed").asBoolean()).isFalse();
    assertThat(test.path("line").asInt()).isEqualTo(2);
    assertThat(test.at("/mismatches/0/what").asText()).startsWith("queue: 'nothing' is not known");
  }

  @Test
  void aFolderThatIsNotThereIsWrongUsage(@TempDir Path folder) {
    assertThat(execute("routes", "test", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no such folder");
  }
}
