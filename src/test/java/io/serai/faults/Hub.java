package io.serai.faults;

import static org.awaitility.Awaitility.await;

import io.serai.hub.HubProcess;
import io.serai.hub.Operator;
import io.serai.hub.Rest;
import io.serai.hub.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A hub that is killed and started again at the same addresses. Thread-safe. */
final class Hub {

  private static final Duration START = Duration.ofMinutes(2);

  private final String name;
  private final Map<String, String> settings;
  private @Nullable HubProcess process;

  Hub(String name, Map<String, String> settings) {
    this.name = name;
    this.settings = settings;
  }

  /** Starts it and waits until it takes work. */
  Hub start() {
    launch();
    awaitReady();
    return this;
  }

  /** Starts it; returns at once. */
  synchronized void launch() {
    try {
      process =
          HubProcess.launch(
              name,
              settings,
              FaultyHub.class.getName(),
              Path.of("target", "test-classes").toString());
    } catch (IOException e) {
      throw new UncheckedIOException("the hub cannot be started", e);
    }
  }

  void awaitReady() {
    Rest rest = rest();
    await("the hub takes work; see " + process().log())
        .atMost(START)
        .failFast("the hub ended; see " + process().log(), () -> !process().process().isAlive())
        .until(rest::isReady);
  }

  /** Ends it as a crash does, and waits until it is gone. */
  synchronized void kill() {
    if (process != null) {
      process.close();
      awaitEnd();
      process = null;
    }
  }

  /** Waits until it has ended by itself. */
  void awaitEnd() {
    try {
      if (!process().process().waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the hub has not ended: see " + process().log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Tells it something that {@link FaultyHub} understands, and waits until it has heard it. */
  void tell(String command) {
    try {
      long heard = heard(command);
      var ear = process().process().getOutputStream();
      ear.write((command + "\n").getBytes(StandardCharsets.UTF_8));
      ear.flush();
      await().atMost(Duration.ofSeconds(30)).until(() -> heard(command) > heard);
    } catch (IOException e) {
      throw new UncheckedIOException("the hub cannot be told anything", e);
    }
  }

  private long heard(String command) throws IOException {
    try (var lines = Files.lines(process().log())) {
      return lines.filter(line -> line.equals("Heard: " + command)).count();
    }
  }

  /** Sends it a signal, such as STOP or CONT. */
  void signal(String signal) {
    Signals.send(process().process(), signal);
  }

  synchronized HubProcess process() {
    return Objects.requireNonNull(process, "the hub was started");
  }

  Rest rest() {
    return new Rest(
        URI.create("http://localhost:" + settings.get("serai.rest.port")), TestHub.API_KEY);
  }

  Operator operator() {
    return new Operator(URI.create("http://localhost:" + settings.get("server.port")));
  }

  int isoPort() {
    return Integer.parseInt(String.valueOf(settings.get("serai.iso8583.port")));
  }
}
