package io.serai.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A disk in memory that can be filled up and freed again. */
final class SmallDisk implements AutoCloseable {

  private static final int BLOCK = 1 << 16;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one.
   *
   * @throws IOException where this machine or this user cannot mount
   */
  static SmallDisk mount(String name, int megabytes) throws IOException {
    Path folder =
        Files.createDirectories(
            Path.of("target", "testkit", name + "-" + ProcessHandle.current().pid())
                .toAbsolutePath());
    run(
        List.of(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + megabytes + "m,mode=0700",
            "tmpfs",
            folder.toString()));
    return new SmallDisk(folder);
  }

  private static void run(List<String> command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Leaves nothing free. */
  void fill() {
    try (var out = Files.newOutputStream(folder.resolve("filler"))) {
      byte[] block = new byte[BLOCK];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // full
    }
  }

  void free() {
    try {
      Files.deleteIfExists(folder.resolve("filler"));
    } catch (IOException e) {
      throw new UncheckedIOException("the disk cannot be freed", e);
    }
  }

  @Override
  public void close() {
    try {
      run(List.of("umount", "-l", folder.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("the disk stays mounted", e);
    }
  }
}
