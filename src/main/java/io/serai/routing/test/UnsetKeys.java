package io.serai.routing.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of providers that files name without a default, such as API keys. */
final class UnsetKeys {

  /**
   * What such a setting is in a test: nobody's key, and a number as well as a text. The check of
   * routes fills in the same.
   */
  static final String HARMLESS = "1";

  private static final Pattern WITHOUT_DEFAULT =
      Pattern.compile("\\{\\{\\s*(serai\\.providers\\.[^:{}]+?)\\s*}}");

  private UnsetKeys() {}

  /** Their names, in all YAML files of these folders. */
  static Set<String> in(Path routes, Path kamelets) {
    Set<String> names = new TreeSet<>();
    for (Path folder : List.of(routes, kamelets)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(UnsetKeys::isYaml).toList()) {
          WITHOUT_DEFAULT
              .matcher(Files.readString(file))
              .results()
              .forEach(found -> names.add(found.group(1)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(folder + " cannot be read", e);
      }
    }
    return names;
  }

  private static boolean isYaml(Path file) {
    return file.toString().endsWith(".yaml") && Files.isRegularFile(file);
  }
}
