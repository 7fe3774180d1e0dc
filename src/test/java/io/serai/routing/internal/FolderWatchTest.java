package io.serai.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.routing.check.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When edited files have come to rest, over a real file system. */
@SuppressWarnings("NullAway.Init")
class FolderWatchTest {

  private static final Duration SETTLE = Duration.ofSeconds(1);

  private final AtomicLong nanos = new AtomicLong();
  private Path folder;
  private Path routes;
  private Folders folders;

  @BeforeEach
  void fill(@TempDir Path own) throws IOException {
    folder = own;
    routes = folder.resolve("routes");
    Files.createDirectories(routes.resolve("online"));
    Files.createDirectories(folder.resolve("kamelets"));
    folders = new Folders(routes, folder.resolve("kamelets"));
    Files.writeString(routes.resolve("online/a.camel.yaml"), "one");
  }

  private FolderWatch watch() {
    return new FolderWatch(new FolderTree(folders), SETTLE, nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void anEditIsToldOnceItHasComeToRestAndOnlyOnce() throws IOException {
    FolderWatch watch = watch();
    assertThat(watch.changed()).isEmpty();
    Files.writeString(routes.resolve("online/a.camel.yaml"), "tw");
    assertThat(watch.changed()).isEmpty();
    pass(Duration.ofMillis(900));
    Files.writeString(routes.resolve("online/a.camel.yaml"), "two");
    assertThat(watch.changed()).isEmpty();
    pass(Duration.ofMillis(900));
    assertThat(watch.changed()).isEmpty();
    pass(Duration.ofMillis(200));
    assertThat(watch.changed()).isPresent();
    assertThat(watch.changed()).isEmpty();
    watch.again();
    assertThat(watch.changed()).isEmpty();
    pass(SETTLE);
    assertThat(watch.changed()).isPresent();
  }

  @Test
  void whatIsTakenBackBeforeItRestsIsNoEdit() throws IOException {
    FolderWatch watch = watch();
    Files.writeString(routes.resolve("online/a.camel.yaml"), "two");
    assertThat(watch.changed()).isEmpty();
    Files.writeString(routes.resolve("online/a.camel.yaml"), "one");
    pass(SETTLE);
    assertThat(watch.changed()).isEmpty();
  }

  @Test
  void editorsOwnFilesAreNoEditAndAFileThatMovesIs() throws IOException {
    FolderWatch watch = watch();
    for (String name :
        new String[] {".a.camel.yaml.swp", "a.camel.yaml~", "#a#", "4913", "x.tmp"}) {
      Files.writeString(routes.resolve("online").resolve(name), "x");
    }
    assertThat(watch.changed()).isEmpty();
    pass(SETTLE);
    assertThat(watch.changed()).isEmpty();
    Files.createDirectories(routes.resolve("batch"));
    Files.move(routes.resolve("online/a.camel.yaml"), routes.resolve("batch/a.camel.yaml"));
    assertThat(watch.changed()).isEmpty();
    pass(SETTLE);
    assertThat(watch.changed()).isPresent();
  }

  @Test
  void aMountedConfigMapIsExchangedByTurningItsLink() throws IOException {
    Path mount = Files.createDirectories(folder.resolve("mount"));
    for (String version : new String[] {"..2026_a", "..2026_b"}) {
      Files.writeString(
          Files.createDirectories(mount.resolve(version)).resolve("a.camel.yaml"), version);
    }
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_a"));
    Files.createSymbolicLink(mount.resolve("a.camel.yaml"), Path.of("..data/a.camel.yaml"));
    Files.createSymbolicLink(routes.resolve("settlement"), mount);
    FolderWatch watch = watch();

    Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2026_b"));
    Files.move(
        mount.resolve("..data_tmp"),
        mount.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(watch.changed()).isEmpty();
    pass(SETTLE);
    assertThat(watch.changed()).isPresent();

    var copy = new Folders(folder.resolve("copy/routes"), folder.resolve("copy/kamelets"));
    new FolderTree(folders).copyTo(copy);
    assertThat(copy.routes().resolve("settlement/a.camel.yaml")).hasContent("..2026_b");
    assertThat(copy.routes().resolve("settlement/..data")).doesNotExist();
    assertThat(new FolderTree(copy).fingerprint()).isEqualTo(new FolderTree(folders).fingerprint());
  }
}
