package io.serai.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the routes as ops might edit it. */
record EditedFolder(Path path) {

  /** The shipped routes with other caps; an entry a line, without its dash. */
  static EditedFolder withCaps(Path folder, String... caps) {
    var copy = new EditedFolder(folder);
    copy.fill();
    copy.write("caps.yaml", "caps:\n  - " + String.join("\n  - ", List.of(caps)) + "\n");
    return copy;
  }

  /** The shipped routes. */
  static EditedFolder shipped(Path folder) {
    var copy = new EditedFolder(folder);
    copy.fill();
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

  private void fill() {
    Path shipped = Path.of("routes");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path from : files.toList()) {
        Path to = path.resolve(shipped.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
