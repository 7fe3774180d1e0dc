package io.serai.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan finds what is planted, and nothing else (I8). */
class CardDataScanTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pan=4111111111111111",
        "{\"pan\":\"4242424242424242\"}",
        "DE2 5555 5555 5555 4444",
        "4111-1111-1111-1111",
        "{\"number\":9999990000000006}",
        "4111111111111111=30121010000012300000",
        ";374245455400126=3012101000001",
        "Authorization: Bearer sk_0123456789abcdef"
      })
  void whatIsPlantedIsFoundAndNotShown(String line, @TempDir Path folder) throws IOException {
    Path below = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(below.resolve("hub.log"), "all is well\n" + line + "\n");
    assertThat(CardDataScan.findings(folder, name -> true))
        .isNotEmpty()
        .allMatch(finding -> finding.contains("hub.log:2: "))
        .noneMatch(finding -> finding.contains("4111111111111111") || finding.contains("sk_"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "411111******1111",
        "took 1763926906123456 ns",
        "pay_01K0Z4111111111111111ZZZZZ",
        "4111111111111112",
        "trace 00004111111111111111ffff0000aaaa",
        "0.4111111111111111",
        "an API key starts with sk_"
      })
  void whatOnlyLooksAlikeIsLeftAlone(String line) {
    assertThat(CardDataScan.findings("line", line)).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereHoldsNothing(@TempDir Path folder) throws IOException {
    assertThat(CardDataScan.findings(folder.resolve("none"), name -> true)).isEmpty();
  }
}
