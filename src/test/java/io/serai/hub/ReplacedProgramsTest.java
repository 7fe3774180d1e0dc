package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Card programs that are edited while the hub works: they go with their set (S1.4, S4.3). */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ReplacedProgramsTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ROUTES = "/v1/ops/routes";
  private static final String FILE = "issuing.yaml";

  @Test
  void programsAreSwappedTestedRefusedAndRolledBackWithTheirSet(@TempDir Path folder)
      throws IOException {
    EditedFolder routes = EditedFolder.shipped(Files.createDirectories(folder.resolve("routes")));
    Path tests = routes.path().resolve("tests");
    String rules = Files.readString(tests.resolve("issuing.rules.yaml"));
    routes.without("tests");
    Files.createDirectories(tests);
    Map<String, String> settings =
        Map.of(
            "serai.routes.replace", "on",
            "serai.routes.poll", "50ms",
            "serai.routes.settle", "100ms",
            "serai.routes.folder", routes.path().toString());
    try (TestHub hub = TestHub.start(settings)) {
      Operator operator = new Operator(hub.operators());
      CardPrograms programs = hub.bean(CardPrograms.class);
      String shipped = active(operator);
      assertThat(months(programs)).isEqualTo(60);

      // The file is part of the set's hash, and an older set keeps what it has.
      routes.replace(FILE, "validity_months: 60", "validity_months: 36");
      await().atMost(SOON).until(() -> !active(operator).equals(shipped));
      assertThat(months(programs)).isEqualTo(36);
      CardProgram older = programs.find(shipped, "prepaid-jp").orElseThrow();
      assertThat(older.issue().validityMonths()).isEqualTo(60);

      // What its own tests refuse does not take authorizations.
      routes.write("tests/issuing.rules.yaml", rules);
      routes.replace(FILE, "per: day, sum: 1000000,", "per: day, sum: 10000000,");
      await().atMost(SOON).until(() -> refused(operator).contains("issuing.rules.yaml:146"));
      assertThat(refused(operator)).contains("code: expected 61, got 00");
      assertThat(months(programs)).isEqualTo(36);

      // What cannot be read does not, either.
      routes.replace(FILE, "kind: velocity, count: 10,", "kind: velocity, count: 1000,");
      await().atMost(SOON).until(() -> refused(operator).contains("C18"));
      assertThat(refused(operator)).contains("count: '1000' does not fit");

      routes.fill(Path.of("routes")).without("tests");
      routes.replace(FILE, "validity_months: 60", "validity_months: 48");
      await().atMost(SOON).until(() -> months(programs) == 48);
      assertThat(operator.post(ROUTES + "/rollback", "{\"reason\": \"a test\"}").status())
          .isEqualTo(200);
      assertThat(months(programs)).isEqualTo(36);
    }
  }

  private static int months(CardPrograms programs) {
    return programs.current("prepaid-jp").orElseThrow().issue().validityMonths();
  }

  private static String active(Operator operator) {
    return report(operator, "sets").get(0).path("set").asText();
  }

  private static String refused(Operator operator) {
    JsonNode refused = report(operator, "refused");
    return refused.isMissingNode() || refused.isNull() ? "" : refused.path("why").toString();
  }

  private static JsonNode report(Operator operator, String field) {
    return operator.get(ROUTES).body().path(field);
  }
}
