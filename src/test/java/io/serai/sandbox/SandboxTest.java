package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.testkit.JavaCommand;
import io.serai.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, with a stand-in for the hub and real servers. */
@Timeout(300)
class SandboxTest {

  private static final Duration START = Duration.ofMinutes(2);
  private static final List<String> CHILDREN =
      List.of("postgres", "kafka", "sqs", "doubles", "network", "card-network", "hub");

  private Path folder;
  private final Map<Port, Integer> ports = new EnumMap<>(Port.class);
  private final List<Process> launchers = new ArrayList<>();
  private final List<ProcessHandle> children = new ArrayList<>();
  private int starts;

  @BeforeEach
  void choosePorts(@TempDir Path temporary) {
    folder = temporary;
    for (Port port : Port.values()) {
      ports.put(port, Ports.free());
    }
  }

  @AfterEach
  void leaveNothingBehind() {
    launchers.forEach(Process::destroyForcibly);
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void itStartsStopsInOrderFindsItsDataAgainAndLeavesNothingBehind() throws Exception {
    Process first = launch();
    String banner = awaitBanner(first);
    assertThat(banner).contains("http://localhost:" + port(Port.REST));
    assertThat(banner).contains("--to localhost:" + port(Port.ISO8583));
    String key = apiKey(banner);
    assertThat(banner.lines().filter(line -> line.strip().startsWith("curl"))).hasSize(6);
    assertThat(Files.readString(folder.resolve("logs/hub.log"))).contains("key " + key);
    assertThat(banner).doesNotContain(Files.readString(folder.resolve("operator-password")).trim());
    sql("CREATE TABLE kept (id int)");
    assertThat(setting("fsync")).isEqualTo("on");
    assertThat(setting("synchronous_commit")).isEqualTo("on");
    remember();
    // the dialed link is up on both connections, and the network's 0100s come in and are approved
    await().atMost(START).until(() -> approvals() >= 2);

    assertThat(stop(first)).isEqualTo(143);
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(Files.readString(folder.resolve("logs/hub.log"))).contains("stopped in good order");
    assertThat(Files.readString(folder.resolve("logs/network.log")))
        .contains("in all: sent")
        .doesNotContain("999999000000");

    Process second = launch();
    String again = awaitBanner(second);
    assertThat(apiKey(again)).isEqualTo(key);
    sql("DROP TABLE kept");
    remember();
    pid("doubles").destroyForcibly();
    await().atMost(START).until(() -> output().contains("doubles ended, the others keep running"));
    assertThat(pid("hub").isAlive()).isTrue();

    pid("hub").destroyForcibly();
    await().atMost(START).until(() -> !Ports.taken(port(Port.REST)));
    Process byHand = new ProcessBuilder(folder.resolve("hub").toString()).start();
    launchers.add(byHand);
    await().atMost(START).until(() -> Ports.taken(port(Port.REST)));

    // killed, it leaves nothing behind either
    second.destroyForcibly().waitFor();
    await().atMost(START).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void aTakenPortIsToldBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(port(Port.KAFKA), 1, InetAddress.getLoopbackAddress())) {
      Process launcher = launch();
      assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(launcher.exitValue()).isEqualTo(1);
      assertThat(output().strip())
          .isEqualTo(
              "Serai sandbox did not start: port %d, which Kafka needs, is taken: free it or choose another with -Dserai.sandbox.kafka-port=<port>"
                  .formatted(taken.getLocalPort()));
    }
    assertThat(folder.resolve("pids")).doesNotExist();
  }

  @Test
  void aHubThatDoesNotStartEndsEverythingAndNamesItsLog() throws Exception {
    Process launcher = launch("io.serai.sandbox.NoSuchHub");
    assertThat(launcher.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(1);
    assertThat(output()).contains("hub ended while starting: see ").contains("hub.log");
    try (Stream<Path> left = Files.list(folder.resolve("pids"))) {
      assertThat(left).isEmpty();
    }
    assertThat(Ports.taken(port(Port.POSTGRES))).isFalse();
  }

  /** Seconds in which the network's host had an approval, over two connections. */
  private long approvals() throws IOException {
    return Files.readString(folder.resolve("logs/network.log"))
        .lines()
        .filter(line -> line.contains("  up 2  ") && line.contains("  approved 1"))
        .count();
  }

  private Process launch() throws IOException {
    return launch(FakeHub.class.getName());
  }

  private Process launch(String hubMain) throws IOException {
    starts++;
    JavaCommand command =
        JavaCommand.of(Sandbox.class, "128m")
            .forAShortLife()
            .with("serai.sandbox.folder", folder)
            .with("serai.sandbox.hub-main", hubMain)
            // the stand-in has no tables for them
            .with("serai.sandbox.cards", 0)
            .with("serai.sandbox.hub-class-path", System.getProperty("java.class.path"));
    for (Map.Entry<Port, Integer> port : ports.entrySet()) {
      command = command.with(port.getKey().property(), port.getValue());
    }
    Process launcher = command.start(log());
    launchers.add(launcher);
    return launcher;
  }

  private String awaitBanner(Process launcher) throws IOException {
    await()
        .atMost(START)
        .until(() -> output().contains("serai-renewals -d") || !launcher.isAlive());
    assertThat(output()).contains("Serai sandbox is ready");
    return output();
  }

  private static int stop(Process launcher) throws InterruptedException {
    launcher.destroy();
    assertThat(launcher.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return launcher.exitValue();
  }

  private static String apiKey(String banner) {
    Matcher matcher = Pattern.compile("API key +(sk_\\w+)").matcher(banner);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private void remember() throws IOException {
    children.clear();
    for (String child : CHILDREN) {
      children.add(pid(child));
    }
    assertThat(children).allMatch(ProcessHandle::isAlive);
  }

  private ProcessHandle pid(String child) throws IOException {
    String pid = Files.readString(folder.resolve("pids").resolve(child + ".pid")).trim();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private String setting(String name) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SHOW " + name)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private Connection connect() throws SQLException {
    String url = "jdbc:postgresql://localhost:" + port(Port.POSTGRES) + "/serai";
    return DriverManager.getConnection(url, "serai", "serai");
  }

  private int port(Port port) {
    return ports.getOrDefault(port, 0);
  }

  private String output() throws IOException {
    return Files.readString(log());
  }

  private Path log() {
    return folder.resolve("launcher-" + starts + ".log");
  }
}
