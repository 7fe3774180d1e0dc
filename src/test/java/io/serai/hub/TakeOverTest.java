package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.BookEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a lost process left under way (I3): unknown, then resolved, by somebody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class TakeOverTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PAYMENTS = 20;

  /** Later than any test waits for. */
  private static final String LATE = "delay:80000";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "serai.providers.gateway-a.timeout", "90s",
          "serai.providers.gateway-a.late-window", "1s",
          "serai.providers.gateway-a.bypass-errors", "1000000",
          "serai.providers.gateway-b.timeout", "6s",
          "serai.providers.gateway-b.late-window", "1s",
          "serai.providers.gateway-b.bypass-errors", "1000000",
          "serai.engine.send-within", "1s");

  private TestHub hub;
  private Rest rest;

  @BeforeAll
  void start() {
    hub = TestHub.start(SETTINGS);
    rest = hub.rest();
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  /** Nobody waits for what a test was not interested in. */
  @AfterEach
  void answer() {
    hub.doubles().hurry("gateway-a");
    hub.doubles().hurry("gateway-b");
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @Test
  void anIntentOfALostProcessBecomesUnknownAndIsResolvedOnce() {
    hub.doubles().behave("gateway-a", LATE, 1);
    var asked = rest.chargeAsync("lost", Rest.card(800));
    await().atMost(SOON).until(() -> hub.doubles().book("gateway-a").size() == 1);
    lose(payment("lost"), 1);
    awaitState("lost", "reversed");
    assertThat(hub.doubles().book("gateway-a"))
        .extracting(BookEntry::operation)
        .containsExactly("charge", "reversal");
    assertThat(
            hub.jdbc()
                .queryForList(
                    "select data::jsonb ->> 'code' from journal where payment_id = ?"
                        + " and event = 'attempt-ended' order by seq limit 1",
                    String.class,
                    payment("lost")))
        .containsExactly("process_lost");
    Rest.Answer replay = rest.charge("lost", Rest.card(800));
    assertThat(replay.text("code")).isEqualTo("declined");
    assertThat(asked).isNotDone();
  }

  @Test
  void whatTheProcessHearsThatWasTakenOverIsRecordedAndChangesNoEnd() {
    hub.doubles().behave("gateway-a", LATE, 1);
    var asked = rest.chargeAsync("heard", Rest.card(800));
    await().atMost(SOON).until(() -> hub.doubles().book("gateway-a").size() == 1);
    lose(payment("heard"), 1);
    awaitState("heard", "reversed");
    hub.doubles().hurry("gateway-a");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        hub.jdbc()
                            .queryForList(
                                "select data::jsonb ->> 'outcome' from journal"
                                    + " where payment_id = ? and event = 'late-answer'",
                                String.class,
                                payment("heard")))
                    .containsExactly("approved"));
    assertThat(asked.join().status()).isEqualTo(402);
    assertThat(state(payment("heard"))).isEqualTo("reversed");
    assertThat(hub.book("gateway-a")).containsExactly("charge 800", "reversal 800");
  }

  @Test
  void aRepeatOfARefundThatIsLostIsRepeatedUnderTheSameKeyAndGivesBackOnce() {
    String charged =
        rest.charge(
                "charge-at-b",
                """
                {"amount": 1000, "currency": "JPY",
                 "method": {"type": "card", "token": "tok_jcb", "brand": "jcb"}}
                """)
            .text("id");
    hub.doubles().behave("gateway-b", LATE, 2);
    var asked = rest.refund(charged, "lost-refund", "{\"amount\": 300}");
    lose(charged, 2);
    lose(charged, 3);
    isNotInFlight(charged, 3);
    // For longer than its longest try a lost process holds a case; that time has passed.
    hub.jdbc().update("update follow_up set due_at = now() where payment_id = ?", charged);
    hub.jdbc()
        .update(
            "update scheduled_tasks set execution_time = now()"
                + " where task_name = 'resolution' and task_instance = ? and not picked",
            charged + "/2");
    awaitState("charge-at-b", "partially_refunded");
    assertThat(
            hub.jdbc()
                .queryForList(
                    "select id from follow_up where payment_id = ?", String.class, charged))
        .containsExactly(charged + "/2");
    assertThat(hub.book("gateway-b")).containsExactly("charge 1000", "refund 300");
    assertThat(rest.get("/v1/charges/" + charged).body().path("refunded").asLong()).isEqualTo(300);
    assertThat(asked.join().text("state")).isIn("unknown", "succeeded");
    var repeated = rest.refund(charged, "lost-refund", "{\"amount\": 300}").join();
    assertThat(repeated.text("state")).isEqualTo("succeeded");
    assertThat(repeated.text("created_at")).isEqualTo(asked.join().text("created_at"));
  }

  @Test
  void ofSeveralProcessesExactlyOneTakesOver() {
    Map<String, String> same = new HashMap<>(SETTINGS);
    same.put("spring.datasource.url", hub.setting("spring.datasource.url"));
    same.put("serai.providers.gateway-a.url", hub.setting("serai.providers.gateway-a.url"));
    same.put("serai.relay.enabled", "false");
    try (TestHub other = TestHub.start(same)) {
      hub.doubles().behave("gateway-a", LATE, PAYMENTS);
      for (int i = 0; i < PAYMENTS; i++) {
        var unused = rest.chargeAsync("many-" + i, Rest.card(800));
      }
      await().atMost(SOON).until(() -> hub.doubles().book("gateway-a").size() == PAYMENTS);
      hub.jdbc()
          .update(
              "update payment set data ="
                  + " regexp_replace(data, '\"proc_[^\"]+\"', '\"proc_gone\"') where in_flight");
      String ofThese = " (select payment_id from claim where id like 'acme/many-%')";
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          hub.jdbc()
                              .queryForList(
                                  "select state from payment where id in" + ofThese, String.class))
                      .hasSize(PAYMENTS)
                      .containsOnly("reversed"));
      assertThat(other.underWay()).isZero();
      assertThat(
              hub.jdbc()
                  .queryForObject(
                      "select count(*) from journal where data::jsonb ->> 'code' = 'process_lost'"
                          + " and payment_id in"
                          + ofThese,
                      Integer.class))
          .isEqualTo(PAYMENTS);
      assertThat(hub.doubles().book("gateway-a"))
          .extracting(BookEntry::operation)
          .filteredOn("reversal"::equals)
          .hasSize(PAYMENTS);
      hub.doubles().hurry("gateway-a");
    }
  }

  /** Waits for an attempt, and makes it one of a process that is gone. */
  private void lose(String payment, int attempt) {
    await()
        .atMost(SOON)
        .until(
            () ->
                hub.jdbc()
                        .update(
                            "update payment set data ="
                                + " regexp_replace(data, '\"proc_[^\"]+\"', '\"proc_gone\"')"
                                + " where id = ? and data::jsonb #> '{inFlight}' @> ?::jsonb",
                            payment,
                            "[{\"attempt\": " + attempt + "}]")
                    == 1);
  }

  private void isNotInFlight(String payment, int attempt) {
    await()
        .atMost(SOON)
        .until(
            () ->
                hub.jdbc()
                    .queryForList(
                        "select id from payment where id = ?"
                            + " and data::jsonb #> '{inFlight}' @> ?::jsonb",
                        payment,
                        "[{\"attempt\": " + attempt + "}]")
                    .isEmpty());
  }

  /** The payment that a shop's key has claimed. */
  private String payment(String key) {
    List<String> found =
        hub.jdbc()
            .queryForList("select payment_id from claim where id = ?", String.class, "acme/" + key);
    assertThat(found).hasSize(1);
    return Objects.requireNonNull(found.get(0));
  }

  private void awaitState(String key, String state) {
    await().atMost(SOON).untilAsserted(() -> assertThat(state(payment(key))).isEqualTo(state));
  }

  private String state(String payment) {
    return String.valueOf(
        hub.jdbc().queryForObject("select state from payment where id = ?", String.class, payment));
  }
}
