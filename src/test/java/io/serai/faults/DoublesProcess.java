package io.serai.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.doubles.BookEntry;
import io.serai.doubles.DoublesMain;
import io.serai.testkit.JavaCommand;
import io.serai.testkit.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The providers as a process of their own, which can be stopped and continued. */
final class DoublesProcess implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<BookEntry>> ENTRIES = new TypeReference<>() {};

  private final int control = Ports.free();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Process process;

  DoublesProcess(String name) throws IOException {
    JavaCommand command =
        JavaCommand.of(DoublesMain.class, "128m").forAShortLife().with("doubles.port", control);
    for (String provider : World.PROVIDERS) {
      ports.put(provider, Ports.free());
      command = command.with("doubles." + provider + ".port", ports.get(provider));
    }
    process = command.start(Path.of("target", "test-logs", name + ".log"));
    await("the doubles listen")
        .atMost(Duration.ofMinutes(1))
        .until(() -> Ports.taken(control) && ports.values().stream().allMatch(Ports::taken));
  }

  URI url(String provider) {
    return URI.create("http://localhost:" + Objects.requireNonNull(ports.get(provider)));
  }

  URI control() {
    return URI.create("http://localhost:" + control);
  }

  List<BookEntry> entries(String provider) {
    URI book = control().resolve("/doubles/" + provider + "/book");
    try (InputStream in = book.toURL().openStream()) {
      return JSON.readValue(in, ENTRIES);
    } catch (IOException e) {
      throw new UncheckedIOException("the book cannot be read", e);
    }
  }

  void signal(String signal) {
    Signals.send(process, signal);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
