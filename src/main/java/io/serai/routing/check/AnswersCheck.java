package io.serai.routing.check;

import io.serai.intake.Nearest;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** C13: files beside the Kamelets that declare what providers' answers are made of. */
final class AnswersCheck implements Check {

  @Override
  public void look(Scene scene, Findings found) {
    for (Path file : files(scene.folders().kamelets())) {
      String name = String.valueOf(file.getFileName());
      String kamelet = name.substring(0, name.length() - ProviderFiles.ANSWERS.length());
      if (!scene.kamelets().containsKey(kamelet)) {
        found.add(
            Rule.C13,
            Place.top(file),
            kamelet,
            "there is no Kamelet " + kamelet + ", whose answers this file declares",
            Nearest.of(kamelet, scene.kamelets().keySet())
                .map(near -> "name it " + near + ProviderFiles.ANSWERS)
                .orElse("name it after a Kamelet"));
      }
      YamlReader.read(file, found).ifPresent(root -> check(file, root, found));
    }
  }

  private static void check(Path file, Yaml root, Findings found) {
    try {
      ProviderFiles.checkAnswers(file);
    } catch (SeraiException e) {
      ProvidersCheck.tell(Rule.C13, file, root, String.valueOf(e.getMessage()), found);
    }
  }

  // Hidden are what editors keep beside a file, and the real files of a mounted ConfigMap.
  private static List<Path> files(Path kamelets) {
    if (!Files.isDirectory(kamelets)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(kamelets)) {
      return files
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .filter(file -> file.toString().endsWith(ProviderFiles.ANSWERS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
