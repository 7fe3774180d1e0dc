package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.BookEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a lost process left under way (I3): unknown, then resolved, by somebody else. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TakeOverTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PAYMENTS = 20;

  @Test
  void anIntentOfALostProcessBecomesUnknownAndIsResolvedOnce() {
    try (TestHub hub =
        TestHub.start(
            Map.of(
                "serai.providers.gateway-a.timeout", "90s",
                "serai.providers.gateway-a.late-window", "1s",
                "serai.engine.send-within", "1s",
                "serai.engine.drain", "1s",
                "serai.routes.drain", "1s",
                "camel.main.shutdown-timeout", "1"))) {
      Rest rest = hub.rest();
      hub.doubles().behave("gateway-a", "delay:80000", 1);
      var asked =
          rest.chargeAsync(
              "lost",
              """
              {"amount": 800, "currency": "JPY",
               "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
              """);
      await().atMost(SOON).until(() -> hub.doubles().book("gateway-a").size() == 1);
      hub.jdbc()
          .update(
              "update payment set data = regexp_replace(data, '\"proc_[^\"]+\"', '\"proc_gone\"')");
      await().atMost(SOON).untilAsserted(() -> assertThat(state(hub)).isEqualTo("reversed"));
      assertThat(hub.doubles().book("gateway-a"))
          .extracting(BookEntry::operation)
          .containsExactly("charge", "reversal");
      assertThat(
              hub.jdbc()
                  .queryForList(
                      "select data::jsonb ->> 'code' from journal"
                          + " where event = 'attempt-ended' order by seq limit 1",
                      String.class))
          .containsExactly("process_lost");
      Rest.Answer replay =
          rest.charge(
              "lost",
              """
              {"amount": 800, "currency": "JPY",
               "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
              """);
      assertThat(replay.text("code")).isEqualTo("declined");
      assertThat(asked).isNotDone();
    }
  }

  @Test
  void ofSeveralProcessesExactlyOneTakesOver() {
    Map<String, String> settings =
        Map.of(
            "serai.providers.gateway-a.timeout", "90s",
            "serai.providers.gateway-a.late-window", "1s",
            "serai.engine.send-within", "1s",
            "serai.engine.drain", "1s",
            "serai.routes.drain", "1s",
            "camel.main.shutdown-timeout", "1");
    try (TestHub hub = TestHub.start(settings)) {
      Map<String, String> same = new HashMap<>(settings);
      same.put("spring.datasource.url", hub.setting("spring.datasource.url"));
      same.put("serai.providers.gateway-a.url", hub.setting("serai.providers.gateway-a.url"));
      same.put("serai.relay.enabled", "false");
      try (TestHub other = TestHub.start(same)) {
        hub.doubles().behave("gateway-a", "delay:80000", PAYMENTS);
        for (int i = 0; i < PAYMENTS; i++) {
          var unused =
              hub.rest()
                  .chargeAsync(
                      "lost-" + i,
                      """
                      {"amount": 800, "currency": "JPY",
                       "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
                      """);
        }
        await().atMost(SOON).until(() -> hub.doubles().book("gateway-a").size() == PAYMENTS);
        hub.jdbc()
            .update(
                "update payment set data ="
                    + " regexp_replace(data, '\"proc_[^\"]+\"', '\"proc_gone\"')");
        await()
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(hub.jdbc().queryForList("select state from payment", String.class))
                        .hasSize(PAYMENTS)
                        .containsOnly("reversed"));
        assertThat(other.underWay()).isZero();
        assertThat(
                hub.jdbc()
                    .queryForObject(
                        "select count(*) from journal"
                            + " where data::jsonb ->> 'code' = 'process_lost'",
                        Integer.class))
            .isEqualTo(PAYMENTS);
        assertThat(hub.doubles().book("gateway-a"))
            .extracting(BookEntry::operation)
            .filteredOn("reversal"::equals)
            .hasSize(PAYMENTS);
      }
    }
  }

  private static String state(TestHub hub) {
    return String.valueOf(hub.jdbc().queryForObject("select state from payment", String.class));
  }
}
