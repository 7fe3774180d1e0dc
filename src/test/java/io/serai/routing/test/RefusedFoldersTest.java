package io.serai.routing.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the tests of a folder run at all: settings that nobody gave, and files that are wrong.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RefusedFoldersTest {

  private static final String TEST =
      """
      tests:
        - name: a charge
          given: { providers: { gateway-a: approve } }
          when:
            rest: POST /v1/charges
            body: { amount: 1000, currency: JPY, method: { type: card, token: tok_visa } }
          then: { status: 201, provider: gateway-a }
      """;

  @TempDir private Path folder = Path.of("target");

  @BeforeEach
  void copy() throws IOException {
    Path shipped = Path.of("routes");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().matches(".*\\.(test|rules)\\.yaml")) {
          Path copy = folder.resolve(shipped.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    Files.writeString(folder.resolve("tests/charges.test.yaml"), TEST);
  }

  private RouteTestReport run() {
    return new RouteTests(folder, Path.of("kamelets")).run();
  }

  @Test
  void aKeyWithoutDefaultNeedNotBeSet() throws IOException {
    Path file = folder.resolve("providers.yaml");
    String providers = Files.readString(file);
    assertThat(providers).contains(".api-key:sandbox}}");
    Files.writeString(file, providers.replace(".api-key:sandbox}}", ".api-key}}"));
    RouteTestReport report = run();
    assertThat(report.failed()).as(report.text()).isZero();
  }

  @Test
  void aCapOfAProviderThatIsNotThereIsToldAsTheHubTellsIt() throws IOException {
    Path file = folder.resolve("caps.yaml");
    String caps = Files.readString(file);
    assertThat(caps).contains("{ provider: gateway-a,");
    Files.writeString(file, caps.replace("{ provider: gateway-a,", "{ provider: gateway-x,"));
    assertThatExceptionOfType(SeraiException.class)
        .isThrownBy(this::run)
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .withMessageContaining("gateway-x");
  }
}
