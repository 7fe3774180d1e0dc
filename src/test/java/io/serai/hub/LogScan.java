package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testkit.CardDataScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Scans everything that the tests and the processes they started have logged, the records in the
 * test brokers' segments among them (I8). Run once after all tests by an execution of its own,
 * hence not named like a test.
 */
class LogScan {

  private static final Path TARGET = Path.of("target");

  @Test
  void nobodyLoggedCardDataOrKeys() throws IOException {
    List<String> found = new ArrayList<>();
    for (String folder : List.of("surefire-reports", "test-logs")) {
      found.addAll(CardDataScan.findings(TARGET.resolve(folder), name -> true));
    }
    // Beside these lie settings and keys, which are where they belong.
    for (String folder : List.of("testkit", "sandbox")) {
      found.addAll(CardDataScan.findings(TARGET.resolve(folder), name -> name.endsWith(".log")));
    }
    assertThat(found).isEmpty();
  }
}
