package io.serai.routing.internal;

import io.serai.routing.check.Folders;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All files of the folders of routes and Kamelets that somebody may have meant: neither hidden nor
 * an editor's own. Links are followed, since a mounted ConfigMap is links to a hidden folder.
 */
record FolderTree(Folders folders) {

  private static final String OF_EDITORS = ".*~|#.*#|.*\\.(swp|swo|swx|tmp|bak|part|orig|rej)|4913";

  /** What all of them hold; empty while one comes or goes. */
  Optional<String> fingerprint() {
    try {
      return Optional.of(
          String.join(
              "/",
              ContentHash.of(folders.routes(), files(folders.routes())),
              ContentHash.of(folders.kamelets(), files(folders.kamelets()))));
    } catch (IOException | java.io.UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Copies them into another pair of folders; those must not be there yet. */
  void copyTo(Folders copy) throws IOException {
    copy(folders.routes(), copy.routes());
    copy(folders.kamelets(), copy.kamelets());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.write(target, Files.readAllBytes(file));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files = new ArrayList<>();
      found
          .filter(file -> isMeant(folder.relativize(file)))
          .filter(Files::isRegularFile)
          .forEach(files::add);
      files.sort(null);
      return files;
    }
  }

  private static boolean isMeant(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.startsWith(".") || name.matches(OF_EDITORS)) {
        return false;
      }
    }
    return true;
  }
}
