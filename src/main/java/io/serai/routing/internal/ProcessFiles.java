package io.serai.routing.internal;

import io.serai.routing.check.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files beside the sets that a process reads once: entries, {@code links.yaml} and packagers.
 *
 * @param held what each holds, by its place in its folder
 */
record ProcessFiles(Map<String, String> held) {

  /** Those of a process that reads none. */
  static final ProcessFiles NONE = new ProcessFiles(Map.of());

  /** As they are now. */
  static ProcessFiles of(Folders folders) {
    List<Path> inRoutes = new ArrayList<>(SetFiles.entries(folders));
    Path links = folders.routes().resolve("links.yaml");
    if (Files.exists(links)) {
      inRoutes.add(links);
    }
    Map<String, String> held = new TreeMap<>();
    try {
      for (Path file : inRoutes) {
        held.put(place(folders.routes(), file), ContentHash.of(folders.routes(), List.of(file)));
      }
      for (Path file : SetFiles.packagers(folders)) {
        held.put(
            place(folders.kamelets(), file), ContentHash.of(folders.kamelets(), List.of(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the entries cannot be read", e);
    }
    return new ProcessFiles(held);
  }

  private static String place(Path folder, Path file) {
    return folder.relativize(file).toString();
  }

  /** The places at which others differ, are new or are gone. */
  List<String> differing(ProcessFiles others) {
    Set<String> places = new TreeSet<>(held.keySet());
    places.addAll(others.held.keySet());
    return places.stream()
        .filter(place -> !Objects.equals(held.get(place), others.held.get(place)))
        .toList();
  }
}
