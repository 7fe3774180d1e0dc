package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A live key never meets a sandbox, nor the other way round (S1.22, S1.34). */
class ModesFileTest {

  private static final String LIVE = "https://api.pay.example";
  private static final String SANDBOX = "https://sandbox.pay.example";

  @TempDir private Path folder = Path.of("target");

  private @Nullable ProviderMode mode(String mode, String key, String url, String environment)
      throws IOException {
    Path file = folder.resolve("providers.yaml");
    Files.writeString(
        file,
        """
        providers:
          pay:
            kamelet: stripe-action
            settings: { url: "%s", apiKey: "%s" }
            mode: %s
            modes:
              live: { apiKey: [sk_live_], url: ["https://api.pay.example"] }
              sandbox: { apiKey: [sk_test_, rk_test_], url: ["https://sandbox.pay.example"] }
            operations: [charge]
        """
            .formatted(url, key, mode));
    return Objects.requireNonNull(
            ProvidersFile.read(
                    file, text -> text.equals("{{serai.environment:}}") ? environment : text)
                .get("pay"))
        .terms()
        .mode();
  }

  @Test
  void whatBelongsTogetherStarts() throws IOException {
    assertThat(mode("live", "sk_live_1", LIVE, "live")).isEqualTo(ProviderMode.LIVE);
    assertThat(mode("live", "sk_live_1", LIVE + ":443/v2", "")).isEqualTo(ProviderMode.LIVE);
    assertThat(mode("sandbox", "rk_test_1", SANDBOX, "sandbox")).isEqualTo(ProviderMode.SANDBOX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sandbox | sk_live_1 | https://sandbox.pay.example | | settings.apiKey: is one of live, and mode is sandbox; give one that begins with sk_test_ or rk_test_, or write mode: live
          live | sk_test_1 | https://api.pay.example | | settings.apiKey: is one of sandbox, and mode is live; give one that begins with sk_live_, or write mode: sandbox
          live | sk_live_1 | https://sandbox.pay.example | | settings.url: is one of sandbox, and mode is live; give one that begins with https://api.pay.example, or write mode: sandbox
          live | sk_live_1 | https://api.pay.example.evil.example | | settings.url: is none of live, and mode is live; give one that begins with https://api.pay.example
          sandbox | sk_test_1 | https://sandbox.pay.example | live | mode: is sandbox in a hub whose serai.environment is live; give both the same, or leave the provider out here
          live | sk_live_1 | https://api.pay.example | sandbox | mode: is live in a hub whose serai.environment is sandbox; give both the same, or leave the provider out here
          test | sk_test_1 | https://sandbox.pay.example | | mode: 'test' is no mode; write one of live, sandbox
          """)
  void aMixUpStopsTheStartAndTellsNoKey(
      String mode, String key, String url, @Nullable String environment, String told) {
    assertThatThrownBy(() -> mode(mode, key, url, environment == null ? "" : environment))
        .isInstanceOfSatisfying(
            SeraiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageEndingWith("providers.pay." + told)
        .hasMessageNotContaining(key);
  }
}
