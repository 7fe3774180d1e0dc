package io.serai.routing.check;

import io.serai.provider.ProviderFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** C2: which files there are, which of them are read, and what is beside them by mistake. */
final class Layout {

  private static final String ROUTE = ".camel.yaml";
  private static final String KAMELET = ".kamelet.yaml";
  private static final String TEST = ".test.yaml";
  private static final String RULE_TEST = ".rules.yaml";
  private static final String TESTS = "tests";
  private static final Map<String, Zone> FOLDERS =
      Map.of(
          "entries", Zone.ENTRIES, "online", Zone.SET, "batch", Zone.SET, "settlement", Zone.SET);

  private final Folders folders;
  private final Findings found;

  Layout(Folders folders, Findings found) {
    this.folders = folders;
    this.found = found;
  }

  /** The files of routes and Kamelets, sorted, each with its zone. */
  Map<Path, Zone> files() {
    Map<Path, Zone> files = new LinkedHashMap<>();
    for (Path folder : list(folders.routes())) {
      Zone zone = FOLDERS.get(String.valueOf(folder.getFileName()));
      if (!Files.isDirectory(folder)) {
        stray(folder, ROUTE, "move it into online, batch, settlement or entries");
      } else if (zone != null) {
        list(folder).forEach(file -> take(file, ROUTE, zone, files));
      } else if (folder.endsWith(TESTS)) {
        list(folder).forEach(this::test);
      } else {
        list(folder)
            .forEach(
                file -> stray(file, ROUTE, "move it into online, batch, settlement or entries"));
      }
    }
    list(folders.kamelets()).forEach(file -> take(file, KAMELET, Zone.KAMELET, files));
    if (files.isEmpty()) {
      found.add(
          Rule.C2,
          Place.top(folders.routes()),
          "",
          "there is no route",
          "name the folder that holds entries and online");
    }
    return files;
  }

  private void take(Path file, String suffix, Zone zone, Map<Path, Zone> files) {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      list(file).forEach(inner -> stray(inner, suffix, "move it up by one folder"));
    } else if (name.endsWith(suffix)) {
      files.put(file, zone);
    } else if (name.matches(".*\\.ya?ml") && !declaresAnswers(name, zone)) {
      unread(file, "name it " + name.replaceFirst("(\\.(camel|kamelet))?\\.ya?ml$", "") + suffix);
    }
  }

  private static boolean declaresAnswers(String name, Zone zone) {
    return zone == Zone.KAMELET && name.endsWith(ProviderFiles.ANSWERS);
  }

  /** Tests are read by their suffix, too; a test that nobody runs seems to pass. */
  private void test(Path file) {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      for (String suffix : List.of(TEST, RULE_TEST)) {
        list(file).forEach(inner -> stray(inner, suffix, "move it up by one folder"));
      }
    } else if (name.matches(".*\\.ya?ml") && !name.endsWith(TEST) && !name.endsWith(RULE_TEST)) {
      boolean rules = name.matches(".*\\.rules?\\.ya?ml");
      unread(
          file,
          "name it "
              + name.replaceFirst("(\\.(tests?|rules?))?\\.ya?ml$", "")
              + (rules ? RULE_TEST : TEST));
    }
  }

  private void stray(Path file, String suffix, String mend) {
    if (String.valueOf(file.getFileName()).endsWith(suffix)) {
      unread(file, mend);
    }
  }

  private void unread(Path file, String mend) {
    found.add(
        Rule.C2, Place.top(file), "", "nobody reads a file of this name in this folder", mend);
  }

  // Hidden are what editors keep beside a file, and the real files of a mounted ConfigMap.
  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(
          files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
