package io.serai.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two sandboxes from working on the same data; the system frees it when a process ends. */
record FolderLock(FileLock lock) {

  static FolderLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new SandboxFailure(
          "another sandbox works on %s: stop it, or choose another folder with -Dserai.sandbox.folder=<folder>"
              .formatted(folder));
    }
    return new FolderLock(lock);
  }

  void release() throws IOException {
    lock.acquiredBy().close();
  }
}
