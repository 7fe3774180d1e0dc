package io.serai.routing.internal;

import io.serai.routing.check.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the files of sets, since whoever edits them does not wait until they are read. Below
 * the folder for temporary files, and gone with the process. Thread-safe.
 */
final class SetCopies implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SetCopies.class);

  private @Nullable Path work;
  private int made;

  /** Copies all that somebody may have meant. */
  synchronized Folders take(Folders edited) throws IOException {
    Path into = work;
    if (into == null) {
      into = Files.createTempDirectory("serai-routes-");
      work = into;
    }
    made++;
    Path copy = into.resolve(String.valueOf(made));
    var folders = new Folders(copy.resolve("routes"), copy.resolve("kamelets"));
    new FolderTree(edited).copyTo(folders);
    return folders;
  }

  /** Deletes a copy; what is none stays. */
  synchronized void drop(Folders copy) {
    Path parent = copy.routes().getParent();
    if (work != null && parent != null && parent.startsWith(work)) {
      delete(parent);
    }
  }

  @Override
  public synchronized void close() {
    if (work != null) {
      delete(work);
      work = null;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} is left behind: {}", folder, e.getMessage());
    }
  }
}
