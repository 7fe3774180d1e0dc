package io.serai.routing.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A route test shows who was chosen and why (S3.7, S3.25), and the draw follows the key. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FeeRoutesTest {

  private static final String TESTS =
      """
      tests:
        - name: Small amounts are cheaper at gateway B
          given: { providers: { gateway-b: approve } }
          when:
            rest: POST /v1/charges
            body: { amount: 1000, currency: JPY, method: { type: card, token: tok_visa, brand: visa } }
          then:
            provider: gateway-b
            history:
              - event: attempt-started
                strategy: lowest-cost
                costs: { gateway-a: 75, gateway-b: 45 }
              - attempt-ended

        - name: Large amounts are cheaper at gateway A, and gateway B is next
          given: { providers: { gateway-a: unavailable, gateway-b: approve } }
          when:
            rest: POST /v1/charges
            body: { amount: 100000, currency: JPY, method: { type: card, token: tok_visa, brand: visa } }
          then:
            attempts: [charge gateway-a declined, charge gateway-b approved]
            history:
              - { event: attempt-started, costs: { gateway-a: 3441, gateway-b: 3510 } }
              - attempt-ended
              - { event: attempt-started, costs: { gateway-a: 3441, gateway-b: 3510 } }
              - attempt-ended
      """;

  private static final String DRAWN =
      """
        - name: The key %s is drawn to %s
          given: { providers: { %2$s: approve } }
          when:
            rest: POST /v1/charges
            key: %1$s
            body: { amount: 1000, currency: EUR, method: { type: card, token: tok_visa, brand: visa } }
          then: { provider: %2$s, history: [{ strategy: weighted, costs: null }, attempt-ended] }
      """;

  private static final String EUROS =
      """
              - simple: "${body[currency]} == 'EUR'"
                steps:
                  - to: payment:charge?providers=gateway-a,gateway-b&strategy=weighted&weights=50,50&afterUnknown=stop
      """;

  private static void copy(Path folder) throws IOException {
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
    Path charges = folder.resolve("online/charges.camel.yaml");
    Files.writeString(
        charges,
        Files.readString(charges)
            .replace("strategy: priority", "strategy: lowest-cost")
            .replace("            when:\n", "            when:\n" + EUROS.indent(6)));
  }

  @Test
  void theCostsAreInTheHistory(@TempDir Path folder) throws IOException {
    copy(folder);
    Files.writeString(
        folder.resolve("tests/fees.test.yaml"),
        TESTS + DRAWN.formatted("order-1", "gateway-b") + DRAWN.formatted("order-3", "gateway-a"));
    RouteTestReport report = new RouteTests(folder, Path.of("kamelets")).run();
    assertThat(report.tests())
        .hasSize(4)
        .allSatisfy(result -> assertThat(result.mismatches()).as(result.name()).isEmpty());
  }
}
