package io.serai.issuing.cards;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.issuing.CardProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import knows of card programs is what the hub does (S4.5). */
class ImportProgramsTest {

  @Test
  void theShippedProgramsAreReadAsTheHubReadsThem() {
    CardProgram program = requireNonNull(ImportPrograms.of(Path.of("routes")).get("prepaid-jp"));
    assertThat(program.rules().names()).contains("status", "expiry", "funds");
  }

  @Test
  void whatIsWrongIsSaid(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> ImportPrograms.of(folder))
        .hasMessageContaining(
            "issuing.yaml: cannot be read; name the folder of routes with --routes");
    Files.writeString(folder.resolve("issuing.yaml"), "programs: [{ name: a }]\n");
    assertThatThrownBy(() -> ImportPrograms.of(folder)).hasMessageContaining("programs[1]");
  }

  @Test
  void aPlaceholderIsWhatTheEnvironmentSaysOrItsOwnValue() {
    Map<String, String> environment = Map.of("SERAI_ISSUING_PREPAIDJP_FLOOR", "300");
    assertThat(
            ImportPrograms.filled(
                "{{serai.issuing.prepaid-jp.floor:0}} {{other:5}} {{none}}", environment::get))
        .isEqualTo("300 5 {{none}}");
  }
}
