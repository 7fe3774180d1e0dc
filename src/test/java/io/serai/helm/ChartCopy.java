package io.serai.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of the chart and of the folders it links, laid out as in the repository, which a test may
 * change. Links are copied as links, so Helm meets what it meets in a checkout.
 */
record ChartCopy(Path root) {

  /** The folders that become ConfigMaps, and the ending of each one's name. */
  static final Map<String, String> FOLDERS =
      Map.of(
          "routes", "routes",
          "routes/entries", "routes-entries",
          "routes/online", "routes-online",
          "routes/batch", "routes-batch",
          "routes/settlement", "routes-settlement",
          "kamelets", "kamelets");

  /** The least that the chart asks of whoever installs it. */
  static final Map<String, Object> LEAST_VALUES =
      Map.of("secret.databasePassword", "d", "secret.vaultKey", "v");

  /**
   * Copies the checkout that Maven runs in, and puts one more file into each folder, so that no
   * check passes only because a folder is empty.
   */
  static ChartCopy below(Path folder) {
    var copy = new ChartCopy(folder);
    for (var part : List.of("helm/serai", "routes", "kamelets")) {
      copyTree(Path.of(part), folder.resolve(part));
    }
    FOLDERS.keySet().forEach(name -> copy.write(name + "/one-more.yaml", "of: " + name + "\n"));
    return copy;
  }

  void write(String file, String text) {
    try {
      var path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file of the folders that pods must see, relative to the root, with slashes. */
  List<String> filesForPods() {
    return Stream.of("routes", "kamelets")
        .flatMap(folder -> walk(root.resolve(folder)))
        .filter(Files::isRegularFile)
        .map(root::relativize)
        .map(file -> file.toString().replace('\\', '/'))
        .filter(file -> !file.startsWith("routes/tests/") && !file.contains("/."))
        .sorted()
        .toList();
  }

  LintResult lint() {
    return new Helm(chart()).lint().strict().call();
  }

  /** What {@code helm template} makes of the chart's folder. */
  Manifests render(Map<String, Object> values) {
    return render(chart(), values);
  }

  /** What {@code helm template} makes of the archive that {@code helm package} makes. */
  Manifests renderPackaged(Map<String, Object> values) {
    var packages = root.resolve("packages");
    new Helm(chart()).packageIt().withDestination(packages).call();
    return render(
        walk(packages).filter(file -> file.toString().endsWith(".tgz")).findFirst().orElseThrow(),
        values);
  }

  private Path chart() {
    return root.resolve("helm/serai");
  }

  private static Manifests render(Path chart, Map<String, Object> values) {
    // Without a cluster Helm takes its own, very old, default for the version of Kubernetes.
    TemplateCommand command =
        new Helm(chart)
            .template()
            .withName("hub")
            .withNamespace("payments")
            .withKubeVersion("1.31.0");
    values.forEach(command::set);
    return Manifests.parse(command.call());
  }

  private static void copyTree(Path from, Path to) {
    if (Files.exists(from)) {
      walk(from).forEach(source -> copyOne(source, to.resolve(from.relativize(source))));
    }
  }

  private static void copyOne(Path source, Path copy) {
    try {
      if (Files.isSymbolicLink(source)) {
        Files.createSymbolicLink(copy, Files.readSymbolicLink(source));
      } else if (Files.isDirectory(source)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(source, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> walk(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
