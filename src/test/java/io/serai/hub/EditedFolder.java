package io.serai.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the routes as ops might edit it. */
record EditedFolder(Path path) {

  /** The shipped routes with other caps; an entry a line, without its dash. */
  static EditedFolder withCaps(Path folder, String... caps) {
    var copy = new EditedFolder(folder);
    copy.fill(Path.of("routes"));
    copy.write("caps.yaml", "caps:\n  - " + String.join("\n  - ", List.of(caps)) + "\n");
    return copy;
  }

  /** The shipped routes. */
  static EditedFolder shipped(Path folder) {
    var copy = new EditedFolder(folder);
    copy.fill(Path.of("routes"));
    return copy;
  }

  /** Changes one text in a file, which has to be there. */
  void replace(String file, String from, String to) {
    String text = read(file);
    if (!text.contains(from)) {
      throw new IllegalStateException(file + " has no " + from);
    }
    write(file, text.replace(from, to));
  }

  /** Adds lines at the end of a file. */
  void append(String file, String text) {
    write(file, read(file) + text);
  }

  /** Deletes a file or folder of it, if it is there. */
  EditedFolder without(String name) {
    Path gone = path.resolve(name);
    if (Files.exists(gone)) {
      try (Stream<Path> files = Files.walk(gone)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  private String read(String file) {
    try {
      return Files.readString(path.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String file, String text) {
    try {
      Files.writeString(path.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a shipped folder into this one, over what is there. */
  EditedFolder fill(Path shipped) {
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path from : files.toList()) {
        Path to = path.resolve(shipped.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
