package io.serai.routing.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is checked.
 *
 * @param routes the folder with {@code entries}, {@code online}, {@code providers.yaml} and so on
 * @param kamelets the folder of Kamelets
 */
public record Folders(Path routes, Path kamelets) {

  /**
   * The folders that somebody named: one that holds {@code routes} and {@code kamelets}, or the two
   * of them in any order. What is not named is {@code routes} and {@code kamelets} beside each
   * other.
   *
   * @throws IllegalArgumentException saying which folder is not there
   */
  public static Folders of(List<Path> named) {
    named.stream()
        .filter(folder -> !Files.isDirectory(folder))
        .findFirst()
        .ifPresent(
            folder -> {
              throw new IllegalArgumentException(folder + " is no folder");
            });
    if (named.size() > 2) {
      throw new IllegalArgumentException("name the routes' folder and the Kamelets', no more");
    }
    if (named.isEmpty()) {
      return under(Path.of(""));
    }
    Path first = named.get(0).normalize();
    if (named.size() == 1 && Files.isDirectory(first.resolve("routes"))) {
      return under(first);
    }
    Path other = named.size() == 2 ? named.get(1).normalize() : null;
    if (holdsKamelets(first)) {
      return new Folders(other == null ? first.resolveSibling("routes") : other, first);
    }
    return new Folders(first, other == null ? first.resolveSibling("kamelets") : other);
  }

  private static Folders under(Path parent) {
    return new Folders(parent.resolve("routes"), parent.resolve("kamelets"));
  }

  private static boolean holdsKamelets(Path folder) {
    String[] names = folder.toFile().list((in, name) -> name.endsWith(".kamelet.yaml"));
    return names != null && names.length > 0;
  }
}
