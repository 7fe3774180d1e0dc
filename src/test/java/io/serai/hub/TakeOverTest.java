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
  void whatTheProcessHearsThatWasTakenOverIsRecordedAndChangesNoEnd() {
    try (TestHub hub =
        TestHub.start(
            Map.of(
                "serai.providers.gateway-a.timeout", "90s",
                "serai.providers.gateway-a.late-window", "1s",
                "serai.engine.send-within", "1s"))) {
      hub.doubles().behave("gateway-a", "delay:20000", 1);
      var asked = hub.rest().chargeAsync("lost", Rest.card(800));
      await().atMost(SOON).until(() -> hub.doubles().book("gateway-a").size() == 1);
      lose(hub, 1);
      await().atMost(SOON).untilAsserted(() -> assertThat(state(hub)).isEqualTo("reversed"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          hub.jdbc()
                              .queryForList(
                                  "select data::jsonb ->> 'outcome' from journal"
                                      + " where event = 'late-answer'",
                                  String.class))
                      .containsExactly("approved"));
      assertThat(asked.join().status()).isEqualTo(402);
      assertThat(state(hub)).isEqualTo("reversed");
      assertThat(hub.book("gateway-a")).containsExactly("charge 800", "reversal 800");
    }
  }

  @Test
  void aRepeatOfARefundThatIsLostIsRepeatedUnderTheSameKeyAndGivesBackOnce() {
    try (TestHub hub =
        TestHub.start(
            Map.of(
                "serai.providers.gateway-a.timeout", "6s",
                "serai.resolution.hold", "2s",
                "serai.providers.gateway-a.late-window", "1s",
                "serai.engine.send-within", "1s",
                "serai.engine.drain", "1s",
                "serai.routes.drain", "1s",
                "camel.main.shutdown-timeout", "1"))) {
      String charged = hub.rest().charge(1000).text("id");
      hub.doubles().behave("gateway-a", "delay:80000", 2);
      var asked = hub.rest().refund(charged, "lost-refund", "{\"amount\": 300}");
      lose(hub, 2);
      lose(hub, 3);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(state(hub)).isEqualTo("partially_refunded"));
      assertThat(hub.jdbc().queryForList("select id from follow_up", String.class))
          .containsExactly(charged + "/2");
      assertThat(hub.book("gateway-a")).containsExactly("charge 1000", "refund 300");
      assertThat(hub.rest().get("/v1/charges/" + charged).body().path("refunded").asLong())
          .isEqualTo(300);
      assertThat(asked.join().text("state")).isIn("unknown", "succeeded");
      var repeated = hub.rest().refund(charged, "lost-refund", "{\"amount\": 300}").join();
      assertThat(repeated.text("state")).isEqualTo("succeeded");
      assertThat(repeated.text("created_at")).isEqualTo(asked.join().text("created_at"));
    }
  }

  /** Waits for an attempt, and makes it one of a process that is gone. */
  private static void lose(TestHub hub, int attempt) {
    await()
        .atMost(SOON)
        .until(
            () ->
                hub.jdbc()
                        .update(
                            "update payment set data ="
                                + " regexp_replace(data, '\"proc_[^\"]+\"', '\"proc_gone\"')"
                                + " where data::jsonb #> '{inFlight}' @> ?::jsonb",
                            "[{\"attempt\": " + attempt + "}]")
                    == 1);
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
