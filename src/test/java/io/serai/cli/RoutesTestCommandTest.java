package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    for (Path shipped : List.of(Path.of("routes"), Path.of("kamelets"))) {
      try (Stream<Path> files = Files.walk(shipped)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = folder.resolve(file.toString());
          Files.createDirectories(copy.getParent());
          if (!file.toString().matches(".*\\.(test|rules)\\.yaml")) {
            Files.copy(file, copy);
          }
        }
      }
    }
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
    assertThat(err.toString()).contains("is no folder");
  }
}
