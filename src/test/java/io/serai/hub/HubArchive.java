package io.serai.hub;

import static org.awaitility.Awaitility.await;

import io.serai.Serai;
import io.serai.doubles.Doubles;
import io.serai.testkit.JavaCommand;
import io.serai.testkit.Ports;
import io.serai.testkit.TestPostgres;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hub's classes as one run of it has loaded them (class data sharing): a hub that is started
 * for a test spends a third of its start on finding them among two hundred jars otherwise. Made
 * once for each build by whichever test starts a hub first. A virtual machine that cannot make or
 * use one starts without it.
 *
 * @param jar the hub's own classes: an archive knows jars only
 * @param classes the archive
 */
record HubArchive(Path jar, Path classes) {

  private static final Path FOLDER = Path.of("target", "testkit");
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration END = Duration.ofMinutes(2);
  private static @Nullable HubArchive made;

  /** The archive of this build's classes. */
  static synchronized HubArchive ofThisBuild() throws IOException {
    if (made == null) {
      Files.createDirectories(FOLDER);
      // Several test processes want it at once.
      try (FileChannel channel =
          FileChannel.open(
              FOLDER.resolve("hub-archive.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        channel.lock();
        String build = build();
        var archive =
            new HubArchive(
                FOLDER.resolve("hub-" + build + ".jar"), FOLDER.resolve("hub-" + build + ".jsa"));
        if (!Files.exists(archive.classes)) {
          archive.make();
        }
        made = archive;
      }
    }
    return made;
  }

  /** The class path of a hub that uses it. */
  String classPath() throws IOException {
    return jar + File.pathSeparator + libraries();
  }

  private void make() throws IOException {
    removeOthers();
    pack();
    int restPort = Ports.free();
    int isoPort = Ports.free();
    try (Doubles doubles = Doubles.start()) {
      Map<String, String> settings =
          TestHub.settings(
              doubles,
              restPort,
              isoPort,
              Ports.free(),
              Map.of("spring.datasource.url", TestPostgres.shared().emptyDatabase("archive")));
      var command =
          new JavaCommand(classPath(), Serai.class.getName(), "512m", Map.of())
              .forAShortLife()
              .option("-XX:ArchiveClassesAtExit=" + classes)
              .with(
                  "spring.config.additional-location",
                  "file:" + HubProcess.file("hub-archive", settings));
      Path log = Path.of("target", "test-logs", "hub-archive.log");
      Process hub = command.start(log);
      try {
        var rest = new Rest(URI.create("http://localhost:" + restPort), TestHub.API_KEY);
        await().atMost(START).until(() -> !hub.isAlive() || rest.isReady());
        exercise(rest, isoPort);
        hub.destroy();
        await("the archive of the hub's classes; see " + log)
            .atMost(END)
            .until(() -> !hub.isAlive());
      } finally {
        hub.destroyForcibly();
      }
    }
  }

  /** A payment of each kind, so that what they need is in it too. */
  private static void exercise(Rest rest, int isoPort) {
    rest.charge(
        "archive",
        """
        {"amount": 1000, "currency": "JPY",
         "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
        """);
    try (Terminal terminal = Terminal.connect(isoPort)) {
      terminal.code(Terminal.request("0100", 1));
    } catch (Exception e) { // Netty throws what it was given, checked or not.
      throw new IllegalStateException("no answer to a terminal", e);
    }
  }

  private void pack() throws IOException {
    Path root = Path.of("target", "classes");
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted().toList()) {
        String name = root.relativize(path).toString().replace(File.separatorChar, '/');
        if (Files.isDirectory(path)) {
          if (!name.isEmpty()) {
            out.putNextEntry(new JarEntry(name + "/"));
          }
        } else {
          out.putNextEntry(new JarEntry(name));
          Files.copy(path, out);
        }
      }
    }
  }

  private static void removeOthers() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path old : files.filter(HubArchive::isOne).toList()) {
        Files.delete(old);
      }
    }
  }

  private static boolean isOne(Path file) {
    return file.getFileName().toString().matches("hub-[0-9a-f]{16}\\.(jar|jsa)");
  }

  private static String libraries() throws IOException {
    return Files.readString(Path.of("target", "hub-class-path.txt")).strip();
  }

  /** What the hub is made of, in a word that is another one when any of it has changed. */
  private static String build() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("target", "classes"))) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      digest.update(libraries().getBytes(StandardCharsets.UTF_8));
      digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of each JDK", e);
    }
  }
}
