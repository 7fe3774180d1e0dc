package io.serai.routing.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mistakes that people make, one in each folder of {@code routes-broken}, laid over the sound
 * folder {@code base}; {@code expected.txt} beside it says what the check has to answer, to the
 * letter.
 */
class BrokenRoutesTest {

  private static final Path CORPUS = Path.of("src/test/resources/routes-broken");
  private static final int AT_LEAST = 60;
  private static final RouteCheck CHECK = new RouteCheck(name -> null);

  static List<Path> mistakes() throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      return folders.filter(folder -> !folder.endsWith("base")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theMistakeIsNamedWithItsMendAndNothingElseIs(Path mistake, @TempDir Path folder)
      throws IOException {
    copy(CORPUS.resolve("base"), folder);
    copy(mistake, folder);
    List<String> expected = Files.readAllLines(mistake.resolve("expected.txt"));
    assertThat(expected).isNotEmpty();
    assertThat(CHECK.check(Folders.of(List.of(folder))))
        .map(finding -> finding.toString().replace(folder + "/", ""))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void withoutAMistakeNothingIsFound() {
    assertThat(CHECK.check(Folders.of(List.of(CORPUS.resolve("base"))))).isEmpty();
  }

  @Test
  void thereAreEnoughMistakesAndEachRuleIsBrokenByOne() throws IOException {
    List<Path> mistakes = mistakes();
    assertThat(mistakes).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    StringBuilder all = new StringBuilder();
    for (Path mistake : mistakes) {
      all.append(Files.readString(mistake.resolve("expected.txt")));
    }
    for (Rule rule : Rule.values()) {
      assertThat(all.toString()).contains("[" + rule + "]");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.resolve("..").normalize());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
