package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.BookEntry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a lost process left under way (I3): unknown, then resolved, by somebody else. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TakeOverTest {

  private static final Duration SOON = Duration.ofSeconds(60);

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

  private static String state(TestHub hub) {
    return String.valueOf(hub.jdbc().queryForObject("select state from payment", String.class));
  }
}
