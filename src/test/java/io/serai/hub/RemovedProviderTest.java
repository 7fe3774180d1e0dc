package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is owed at a provider that was taken out of providers.yaml holds up nobody else. */
@Timeout(180)
class RemovedProviderTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String CHARGE =
      """
      {"amount": 800, "currency": "JPY",
       "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
      """;

  @Test
  void itsFollowUpsAreTriedAgainAndOthersAreResolved() {
    try (TestHub hub = TestHub.start(Map.of("serai.resolution.alarm-after-tries", "2"))) {
      unknown(hub, "first");
      hub.jdbc()
          .update(
              "insert into follow_up (id, payment_id, tenant, due_at, data, at)"
                  + " select payment_id || '/9' || n, payment_id, tenant, now(),"
                  + " replace(replace(data, 'gateway-a', 'gateway-gone'),"
                  + " '\"attempt\":1', '\"attempt\":9' || n), now()"
                  + " from follow_up, generate_series(1, 3) n");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(tries(hub))
                      .hasSize(3)
                      .allSatisfy(n -> assertThat(n).isGreaterThan(1)));
      unknown(hub, "second");
      await()
          .atMost(SOON)
          .until(
              () ->
                  !hub.jdbc()
                      .queryForList("select id from alarm where kind = 'resolution_stuck'")
                      .isEmpty());
    }
  }

  private static void unknown(TestHub hub, String key) {
    hub.doubles().behave("gateway-a", "garbage", 1);
    assertThat(hub.rest().charge(key, CHARGE).text("state")).isEqualTo("unknown");
    await()
        .atMost(SOON)
        .until(
            () ->
                hub.jdbc().queryForList("select state from payment", String.class).stream()
                    .allMatch("reversed"::equals));
  }

  private static List<Integer> tries(TestHub hub) {
    return hub.jdbc()
        .queryForList(
            "select tries from follow_up where open and last_code = 'error'", Integer.class);
  }
}
