package io.serai.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The lines of a section of the README, done as somebody would who copies them, against other
 * addresses than the sandbox's.
 *
 * @param lines all of the section's shell lines, in order
 */
record ReadmeWalk(String lines) {

  private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  static ReadmeWalk of(String section) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf("\n## " + section + "\n");
    int end = readme.indexOf("\n## ", from + 1);
    return new ReadmeWalk(
        SHELL
            .matcher(readme.substring(from, end))
            .results()
            .map(block -> block.group(1))
            .collect(Collectors.joining()));
  }

  /** What is printed, line by line; a command that fails ends it. */
  List<String> run(Path folder, Map<String, String> instead, String key)
      throws IOException, InterruptedException {
    String script = lines;
    for (Map.Entry<String, String> one : instead.entrySet()) {
      script = script.replace(one.getKey(), one.getValue());
    }
    script = script.replace("target/sandbox", folder.toString());
    Path out = folder.resolve("walk.out");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-eu", "-c", script)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    bash.environment().put("KEY", key);
    Process walking = bash.start();
    if (!walking.waitFor(90, TimeUnit.SECONDS)) {
      walking.destroyForcibly();
      throw new IllegalStateException("the walk does not end:\n" + Files.readString(out));
    }
    if (walking.exitValue() != 0) {
      throw new IllegalStateException("a line fails:\n" + Files.readString(out));
    }
    return Files.readAllLines(out);
  }
}
