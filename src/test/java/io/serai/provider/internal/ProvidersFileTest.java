package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.SeraiException;
import io.serai.provider.BypassRule;
import io.serai.provider.Limits;
import io.serai.provider.ProviderDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a provider is left out, as {@code providers.yaml} says it. */
class ProvidersFileTest {

  @TempDir private Path folder = Path.of("target");

  private BypassRule rule(String line) throws IOException {
    return definition(line).bypass();
  }

  private Limits limits(String line) throws IOException {
    return definition(line).limits();
  }

  private ProviderDefinition definition(String line) throws IOException {
    Path file = folder.resolve("providers.yaml");
    Files.writeString(
        file,
        """
        providers:
          gateway-a:
            kamelet: gateway-a-action
            operations: [charge]
            %s
        """
            .formatted(line));
    return Objects.requireNonNull(ProvidersFile.read(file, text -> text).get("gateway-a"));
  }

  @Test
  void whatIsNotSaidIsTheHousesRule() throws IOException {
    var ofTheHouse = new BypassRule(10, Duration.ofMinutes(1), Duration.ofSeconds(15));
    assertThat(rule("")).isEqualTo(ofTheHouse).isEqualTo(BypassRule.DEFAULT);
    assertThat(rule("bypass: {}")).isEqualTo(ofTheHouse);
    assertThat(rule("bypass: { errors: 3, within: 30s, probe_after: 2m }"))
        .isEqualTo(new BypassRule(3, Duration.ofSeconds(30), Duration.ofMinutes(2)));
    assertThat(rule("bypass: { errors: 3 }").within()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({
    "errors: 0, errors: '0' is not within 1 to 1000000",
    "errors: many, errors: 'many' is no whole number; write one such as 10",
    "within: 0s, within: '0ms' is not within 1000ms to 60m",
    "within: 2h, within: '7200000ms' is not within 1000ms to 60m",
    "within: soon, within: 'soon' is no duration; write one such as 10s",
    "probe_after: -1s, probe_after: '-1000ms' is not within 100ms to 1440m",
  })
  void aMistakeIsNamedWithItsField(String line, String message) {
    assertThatThrownBy(() -> rule("bypass: { " + line + " }"))
        .isInstanceOf(SeraiException.class)
        .hasMessageContaining("providers.gateway-a.bypass." + message.replace("''", "'"));
  }

  @Test
  void aProvidersShareIsAsWrittenOrTheHouses() throws IOException {
    assertThat(limits("")).isEqualTo(new Limits(1_000, 1_000));
    assertThat(limits("limits: { at_once: 50 }")).isEqualTo(new Limits(50, 1_000));
    assertThat(limits("limits: { at_once: 50, waiting: 0 }")).isEqualTo(new Limits(50, 0));
    assertThatThrownBy(() -> limits("limits: { at_once: 0 }"))
        .hasMessageContaining("providers.gateway-a.limits.at_once: '0' is not within 1 to 100000");
  }

  @Test
  void whatIsNotKnownIsNamed() {
    assertThatThrownBy(() -> rule("bypass: { error: 3 }"))
        .hasMessageContaining("Unrecognized field \"error\"")
        .hasMessageContaining("providers.yaml:5");
  }

  @Test
  void whatDecidesInsideTheHubIsNeverLeftOut() throws IOException {
    Path file = folder.resolve("providers.yaml");
    Files.writeString(
        file,
        """
        providers:
          floor: { built_in: floor, operations: [charge], bypass: { errors: 3 } }
        """);
    assertThatThrownBy(() -> ProvidersFile.read(file, text -> text))
        .hasMessageContaining("providers.floor.bypass")
        .hasMessageContaining("never left out");
  }
}
