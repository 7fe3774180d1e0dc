package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.testkit.TestPostgres;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two hubs on one database leave out and take back together (S3.8). */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class BypassAcrossHubsTest {

  private static final Logger LOG = LoggerFactory.getLogger(BypassAcrossHubsTest.class);
  private static final Duration SOON = Duration.ofSeconds(60);

  private static TestHub start(String database, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("spring.datasource.url", database);
    settings.put("serai.providers.gateway-a.probe-after", "10m");
    return TestHub.start(settings);
  }

  private static void fail(TestHub hub, int times) {
    for (int i = 0; i < times; i++) {
      hub.rest().charge(1000);
    }
  }

  /** The code of the first attempt of a new charge. */
  private static String first(TestHub hub) {
    Rest.Answer charge = hub.rest().charge(1000);
    return String.valueOf(
        hub.jdbc()
            .queryForObject(
                "select data::jsonb ->> 'code' from journal where payment_id = ?"
                    + " and event = 'attempt-ended' order by seq limit 1",
                String.class,
                charge.text("id")));
  }

  @Test
  void theErrorsOfBothCountBothActByItAndARestartChangesNothing() {
    String database = TestPostgres.shared().freshDatabase("two_hubs");
    try (TestHub one = start(database, Map.of())) {
      Map<String, String> same = new HashMap<>();
      for (String provider : List.of("gateway-a", "gateway-b", "issuer-h")) {
        same.put("serai.providers." + provider + ".url", one.doubles().url(provider).toString());
      }
      try (TestHub other = start(database, same)) {
        one.doubles().behave("gateway-a", "refuse");
        fail(one, 5);
        assertThat(first(other)).isNotEqualTo("bypassed");
        fail(other, 3);
        assertThat(first(other)).as("the tenth").isNotEqualTo("bypassed");
        long begun = System.nanoTime();
        await().atMost(SOON).until(() -> one.bypassed("gateway-a") && other.bypassed("gateway-a"));
        LOG.info(
            "Both knew {} ms after the tenth error",
            Duration.ofNanos(System.nanoTime() - begun).toMillis());
        assertThat(first(one)).isEqualTo("bypassed");
        assertThat(first(other)).isEqualTo("bypassed");
        assertThat(one.bypassed("gateway-b")).isFalse();

        one.restart();
        assertThat(first(one)).isEqualTo("bypassed");

        assertThat(new Ops(other.operators()).force("gateway-a", "in").status()).isEqualTo(200);
        begun = System.nanoTime();
        await()
            .atMost(SOON)
            .until(() -> !one.bypassed("gateway-a") && !other.bypassed("gateway-a"));
        LOG.info(
            "Both obeyed {} ms after the operator's word",
            Duration.ofNanos(System.nanoTime() - begun).toMillis());
        one.doubles().behave("gateway-a", "approve");
        assertThat(first(one)).isEqualTo("approved");
        one.restart();
        assertThat(first(one)).isEqualTo("approved");
        assertThat(new Ops(one.operators()).alarms())
            .containsOnlyOnce("provider_bypassed gateway-a");
      }
    }
  }
}
