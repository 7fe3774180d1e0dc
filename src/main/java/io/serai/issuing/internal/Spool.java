package io.serai.issuing.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A file of lines that are on disk before anybody is told so. Lines that come together share a
 * flush. All work on the file is done by a thread of its own. Thread-safe.
 */
final class Spool implements AutoCloseable {

  private static final int MOST_WAITING = 10_000;
  private static final int LAST_SECONDS = 5;

  private record Line(String text, CompletableFuture<Void> safe) {}

  /**
   * The lines that are there.
   *
   * @param lines in the order in which they came
   * @param bytes how much of the file they take
   */
  record Content(List<String> lines, int bytes) {}

  private final Path file;
  private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "serai-issuing-spool"));

  /** Opens it; what is left of a line that was never safe is cut off. */
  Spool(Path file) {
    this.file = file.toAbsolutePath();
    try {
      byte[] there = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      int end = there.length;
      while (end > 0 && there[end - 1] != '\n') {
        end--;
      }
      try (FileChannel channel = open()) {
        channel.truncate(end);
        channel.force(true);
      }
      flushFolder();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "serai.issuing.spool: " + file + " cannot be written; name a file in a folder that can",
          e);
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void flushFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Adds a line; complete once it is on disk. */
  CompletableFuture<Void> append(String text) {
    if (text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a line of the spool must be one line");
    }
    var line = new Line(text, new CompletableFuture<>());
    if (waiting.offer(line)) {
      thread.execute(this::write);
    } else {
      line.safe().completeExceptionally(new IOException("the spool takes no more just now"));
    }
    return line.safe();
  }

  private void write() {
    List<Line> lines = new ArrayList<>();
    waiting.drainTo(lines);
    if (lines.isEmpty()) {
      return; // an earlier flush took them
    }
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()).append('\n'));
    try (FileChannel channel = open()) {
      long end = channel.size();
      try {
        write(channel.position(end), text.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
      lines.forEach(line -> line.safe().complete(null));
    } catch (IOException e) {
      lines.forEach(line -> line.safe().completeExceptionally(e));
    }
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
    channel.force(true);
  }

  /** What is there. */
  CompletableFuture<Content> content() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return new Content(text.lines().toList(), bytes.length);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        thread);
  }

  /** Takes away what {@link #content} gave, and keeps what has come since. */
  CompletableFuture<Void> drop(Content done) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            keepAfter(done.bytes());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        thread);
  }

  private void keepAfter(int bytes) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Path rest = file.resolveSibling(file.getFileName() + ".rest");
    try (FileChannel channel =
        FileChannel.open(
            rest,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      write(channel, Arrays.copyOfRange(all, bytes, all.length));
    }
    Files.move(rest, file, StandardCopyOption.ATOMIC_MOVE);
    flushFolder();
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
