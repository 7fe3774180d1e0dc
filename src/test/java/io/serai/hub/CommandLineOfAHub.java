package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.cli.SeraiCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * People who ask a hub by command or by curl.
 *
 * @param hub where the REST API is
 * @param keyFile the file with the API key
 */
record CommandLineOfAHub(URI hub, Path keyFile) {

  /** What a command has printed, and its exit code. */
  record Said(int exit, String out, String err) {

    /** What stands behind a name; empty where there is none. */
    String value(String name) {
      return out.lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(name.length()).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** Runs {@code serai} with these words. */
  Said run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--hub=" + hub);
    all.add("--api-key-file=" + keyFile);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = SeraiCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int exit = line.execute(all.toArray(String[]::new));
    return new Said(exit, out.toString(), err.toString());
  }

  /** Runs lines of a shell, with the API key where people have it; what they have printed. */
  String shell(String lines) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", lines);
    shell.redirectErrorStream(true);
    shell.environment().put("SERAI_API_KEY", TestHub.API_KEY);
    Process process = shell.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told;
  }
}
