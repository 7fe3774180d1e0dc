package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.payment.LateAnswer;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Unknown outcomes through the whole hub: S3.4, S3.5, late answers, the manual queue (I1, I3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class ResolutionTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ONLY_B =
      """
      {"amount": 500, "currency": "JPY",
       "method": {"type": "card", "token": "tok_jcb", "brand": "jcb"}}
      """;

  private TestHub hub;
  private Rest rest;

  @BeforeAll
  void start() {
    hub =
        TestHub.start(
            Map.of(
                "serai.providers.gateway-a.timeout", "2s",
                "serai.providers.gateway-a.late-window", "1s",
                // So many unknowns would leave it out.
                "serai.providers.gateway-a.bypass-errors", "1000000",
                "serai.providers.gateway-b.timeout", "2s",
                "serai.providers.gateway-b.late-window", "1s",
                "serai.providers.gateway-b.bypass-errors", "1000000",
                "serai.providers.issuer-h.timeout", "2s",
                "serai.resolution.longest-pause", "1s",
                "serai.resolution.limit", "3s",
                "serai.confirmation.within", "500ms"));
    rest = hub.rest();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  @Test
  void atTheOnlyProviderAnUnknownIsAskedAboutAndItsApprovalStands() {
    hub.doubles().behave("gateway-b", "commit-then-reset", 1);
    String key = key();
    String id = rest.charge(key, ONLY_B).text("id");
    becomes(id, "approved");
    assertThat(operations(id)).containsExactly("charge", "inquiry");
    assertThat(hub.book("gateway-b")).containsExactly("charge 500");
    Rest.Answer told = rest.charge(key, ONLY_B);
    assertThat(told.status()).isEqualTo(201);
    assertThat(rest.refund(id, key(), "{}").join().text("state")).isEqualTo("succeeded");
    // What happens to it later is no part of the answer under its key.
    assertThat(rest.charge(key, ONLY_B)).isEqualTo(told);
  }

  @Test
  void atTheOnlyProviderWhatNeverHappenedFailsAfterTheWindowWithoutACancel() {
    hub.doubles().behave("gateway-b", "hang");
    String id = rest.charge(key(), ONLY_B).text("id");
    hub.doubles().behave("gateway-b", "approve");
    becomes(id, "failed");
    assertThat(operations(id)).startsWith("charge", "inquiry").doesNotContain("reversal");
  }

  @Test
  void atTheOnlyProviderAnApprovalFoundAfterATerminalWasRefusedIsCancelled() {
    hub.doubles().behave("issuer-h", "commit-then-reset", 1);
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 300))).isEqualTo("91");
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(hub.payment(300).state()).isEqualTo("reversed"));
    }
    assertThat(operations(hub.payment(300).id())).containsExactly("authorize", "inquiry", "void");
    assertThat(hub.book("issuer-h")).containsExactly("authorize 1000", "void 1000");
  }

  @Test
  void noOriginalClosesACaseOnlyByARepeatAfterAWindowThatBeginsWhenTheProviderAnswersAgain() {
    // Longer silent than its late window: whatever it has not read yet may still take effect.
    hub.doubles().behave("gateway-a", "hang", 2);
    String id = rest.charge(1000).text("id");
    becomes(id, "failed");
    List<JsonNode> ended = ended(id);
    JsonNode answered =
        ended.stream()
            .filter(entry -> entry.path("code").asText().equals("no_original"))
            .findFirst()
            .orElseThrow();
    Instant again = Instant.parse(answered.path("at").asText());
    Instant last = Instant.parse(started(id).get(ended.size() - 1).path("at").asText());
    assertThat(last).isAfterOrEqualTo(again.plusMillis(900));
    assertThat(hub.book("gateway-a")).isEmpty();
  }

  @Test
  void aReplayTellsTheStateWhileItIsUnknownAndTheEndAfterwards() {
    String json =
        """
        {"amount": 900, "currency": "JPY",
         "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
        """;
    hub.doubles().behave("gateway-a", "hang");
    Rest.Answer first = rest.charge("key-unknown", json);
    Rest.Answer replay = rest.charge("key-unknown", json);
    assertThat(replay.status()).isEqualTo(202).isEqualTo(first.status());
    assertThat(replay.text("id")).isEqualTo(first.text("id"));
    assertThat(replay.text("state")).isEqualTo("unknown");
    assertThat(rest.charge("key-unknown", json.replace("900", "901")).status()).isEqualTo(409);
    hub.doubles().behave("gateway-a", "approve");
    becomes(first.text("id"), "failed");
    Rest.Answer end = rest.charge("key-unknown", json);
    assertThat(end.status()).isEqualTo(402);
    assertThat(end.text("id")).isEqualTo(first.text("id"));
    assertThat(end.text("state")).isEqualTo("failed");
    assertThat(hub.book("gateway-a")).isEmpty();
    assertThat(hub.book("gateway-b")).isEmpty();
  }

  @Test
  void everyStepOfAResolutionIsInTheHistoryWithWhoWhenAndByWhichRoutes() {
    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    String id = rest.charge(1000).text("id");
    becomes(id, "reversed");
    List<JsonNode> entries = history(id);
    assertThat(entries).hasSize(4);
    for (JsonNode entry : entries) {
      assertThat(entry.path("at").asText()).isNotEmpty();
      assertThat(entry.path("attempt").asInt()).isPositive();
      assertThat(entry.path("provider").asText()).isEqualTo("gateway-a");
      assertThat(entry.path("route_id").asText()).isEqualTo("charges");
      assertThat(entry.path("route_set").asText()).isNotEmpty();
      assertThat(entry.path("state").asText()).isNotEmpty();
    }
  }

  @Test
  void anApprovalThatComesWhileItIsBeingUndoneIsRecordedOnly() {
    hub.doubles().behave("gateway-a", "delay:3500", 1);
    String id = rest.charge(1000).text("id");
    becomes(id, "reversed");
    awaitLate(id);
    assertThat(state(id)).isEqualTo("reversed");
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000", "reversal 1000");
    await().atMost(SOON).until(() -> settled(id) == 0 && openCases(id) == 0);
  }

  @Test
  void anApprovalThatComesAfterTheCaseWasClosedOpensItAgainAndNeverFlipsTheAnswer()
      throws Exception {
    hub.doubles().behave("gateway-b", "hang");
    String id = rest.charge(key(), ONLY_B).text("id");
    hub.doubles().behave("gateway-b", "approve");
    becomes(id, "failed");
    // The provider takes the request now, long after it was given up.
    bookLate(id);
    hub.publish(
        new LateAnswer(
            id, 1, Operation.CHARGE, "gateway-b", 500, new Outcome.Approved("late", null)));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(hub.book("gateway-b")).containsExactly("charge 500", "reversal 500"));
    await().atMost(SOON).until(() -> openCases(id) == 0);
    assertThat(state(id)).isEqualTo("failed");
    await().atMost(SOON).until(() -> alarms("late_approval", id) == 1);
    await().atMost(SOON).until(() -> settled(id) == 0);
  }

  @Test
  void whatStaysUnknownGoesToPeopleWhoCanHaveItTriedAgain() throws Exception {
    Rest.Answer charged = rest.charge(1000);
    assertThat(charged.text("state")).isEqualTo("approved");
    String charge = charged.text("id");
    hub.doubles().behave("gateway-a", "hang");
    assertThat(rest.refund(charge, "refund-manual", "{\"amount\": 100}").join().text("state"))
        .isEqualTo("unknown");
    String caseId = charge + ".2";
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(ops("GET", "?state=manual", "").body())
                    .contains(caseId)
                    .contains("\"manual_at\""));
    assertThat(state(charge)).isEqualTo("approved");
    await().atMost(SOON).until(() -> alarms("resolution_manual", charge) == 1);
    // A refund is not sent again by itself any more.
    await().atMost(SOON).until(() -> !ops("GET", "/" + caseId, "").body().contains("due_at"));

    hub.doubles().behave("gateway-a", "approve");
    assertThat(ops("POST", "/" + caseId + "/retry", "{\"reason\": \"\"}").statusCode())
        .isEqualTo(400);
    HttpResponse<String> retried =
        ops("POST", "/" + caseId + "/retry", "{\"reason\": \"gateway A is back\"}");
    assertThat(retried.statusCode()).isEqualTo(200);
    assertThat(retried.body()).contains("gateway A is back").contains("\"operator\":\"sandbox\"");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(ops("GET", "/" + caseId, "").body()).contains("\"state\":\"closed\""));
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000", "refund 100");
    assertThat(ops("POST", "/" + caseId + "/retry", "{\"reason\": \"again\"}").statusCode())
        .isEqualTo(409);
    assertThat(ops("GET", "/pay_nobody.1", "").statusCode()).isEqualTo(404);
    assertThat(ops("GET", "?state=lost", "").statusCode()).isEqualTo(400);
  }

  @Test
  void whatAPersonHasFoundOutAtTheProvidersEndsACase() throws Exception {
    String refunded = rest.charge(1000).text("id");
    hub.doubles().behave("gateway-a", "hang");
    rest.refund(refunded, "refund-found", "{\"amount\": 100}").join();
    String charged = rest.charge(1100).text("id");
    assertThat(settle(refunded + ".2", "undone").body())
        .contains("finding: a refund is not undone: write happened");
    assertThat(settle(refunded + ".2", "maybe").body())
        .contains("finding: write happened, never_happened or undone");
    HttpResponse<String> settled = settle(refunded + ".2", "never_happened");
    assertThat(settled.body())
        .contains("\"finding\":\"never_happened\"")
        .contains("they have no such refund");
    settle(charged + ".1", "happened");
    becomes(charged, "approved");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(ops("GET", "/" + refunded + ".2", "").body())
                    .contains("\"state\":\"closed\""));
    hub.doubles().behave("gateway-a", "approve");
    // Nothing of it is reserved any more.
    assertThat(rest.refund(refunded, "refund-all", "{}").join().text("state"))
        .isEqualTo("succeeded");
    assertThat(state(refunded)).isEqualTo("refunded");
    assertThat(settle(charged + ".1", "undone").statusCode()).isEqualTo(409);
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000", "refund 1000");
  }

  @Test
  void whatATerminalWasRefusedIsStillUndoneWhateverAPersonFinds() throws Exception {
    // What the case asks meets the hanging issuer, and is under way when the person settles it.
    hub.doubles().behave("issuer-h", "commit-then-reset", 1, "hang");
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 4711))).isNotEqualTo("00");
    }
    String id = hub.payment(4711).id();
    await().atMost(SOON).until(() -> started(id).size() == 2);
    settle(id + ".1", "happened");
    hub.doubles().behave("issuer-h", "approve");
    await().atMost(SOON).until(() -> hub.payment(4711).state().equals("reversed"));
    assertThat(hub.book("issuer-h")).endsWith("reversal 1000");
  }

  private HttpResponse<String> settle(String id, String finding) throws Exception {
    return ops(
        "POST",
        "/" + id + "/settle",
        "{\"finding\": \"%s\", \"reason\": \"they have no such refund\"}".formatted(finding));
  }

  @Test
  void aReversalGoesOnBeyondTheLimitAndIsListedForPeople() {
    hub.doubles().behave("gateway-a", "hang");
    String id = rest.charge(1000).text("id");
    await().atMost(SOON).until(() -> alarms("resolution_manual", id) == 1);
    assertThat(state(id)).isEqualTo("unknown");
    hub.doubles().behave("gateway-a", "approve");
    becomes(id, "failed");
  }

  @Test
  void theCasesOfAPaymentAreSeenToInOrder() {
    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    String id = rest.charge(1000).text("id");
    becomes(id, "reversed");
    hub.jdbc()
        .update(
            "insert into follow_up (id, payment_id, tenant, due_at, data, at)"
                + " select payment_id || '/' || n, payment_id, tenant, now(),"
                + " replace(data, '\"attempt\":1', '\"attempt\":' || n), now()"
                + " from follow_up, generate_series(45, 41, -1) n where payment_id = ?",
            id);
    await().atMost(SOON).until(() -> openCases(id) == 0);
    List<String> closed =
        hub.jdbc()
            .queryForList(
                "select count(*)::text from follow_up where payment_id = ?", String.class, id);
    assertThat(closed).containsExactly("6");
    List<JsonNode> entries = history(id);
    for (int i = 0; i + 1 < entries.size(); i += 2) {
      // One at a time: each start is followed by its own end.
      assertThat(entries.get(i).path("event").asText()).isEqualTo("attempt-started");
      assertThat(entries.get(i + 1).path("event").asText()).isEqualTo("attempt-ended");
      assertThat(entries.get(i + 1).path("attempt")).isEqualTo(entries.get(i).path("attempt"));
    }
  }

  @Test
  void aCaseThatCouldNotBeTakenForAMomentIsTakenSoonAfter() {
    hub.jdbc()
        .execute(
            """
            create function refuse_to_take() returns trigger language plpgsql as
              'begin raise exception ''not now''; end';
            create trigger refuse_to_take before update of due_at on follow_up
              for each row execute function refuse_to_take()
            """);
    String id;
    try {
      hub.doubles().behave("gateway-a", "commit-then-reset", 1);
      id = rest.charge(1000).text("id");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          hub.jdbc()
                              .queryForObject(
                                  "select max(consecutive_failures) from scheduled_tasks"
                                      + " where task_name = 'resolution'",
                                  Integer.class))
                      .isPositive());
    } finally {
      hub.jdbc().execute("drop function refuse_to_take cascade");
    }
    becomes(id, "reversed");
  }

  @Test
  void aChargeThatIsNotConfirmedRaisesOneAlarm() {
    String silent = rest.charge(700).text("id");
    String confirmed = rest.charge(800).text("id");
    assertThat(rest.post("/v1/charges/" + confirmed + "/confirm", key(), "").join().status())
        .isEqualTo(200);
    await().atMost(SOON).until(() -> alarms("charge_unconfirmed", silent) == 1);
    assertThat(alarms("charge_unconfirmed", confirmed)).isZero();
    assertThat(
            hub.jdbc()
                .queryForObject(
                    "select count from alarm where kind = 'charge_unconfirmed' and subject = ?",
                    Integer.class,
                    silent))
        .isEqualTo(1);
  }

  private void bookLate(String id) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(hub.doubles().url("gateway-b").resolve("/payments"))
            .header("X-Api-Key", "sandbox")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"requestId": "%s.1", "order": {"ref": "%s"},
                     "value": {"minor": 500, "iso": "JPY"},
                     "instrument": {"kind": "card", "token": "tok_jcb", "scheme": "jcb"}}
                    """
                        .formatted(id, id)))
            .build();
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).contains("CAPTURED");
  }

  private HttpResponse<String> ops(String method, String path, String body)
      throws IOException, InterruptedException {
    String pair = "sandbox:" + TestHub.OPERATOR_PASSWORD;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(hub.operators() + "/v1/ops/resolutions" + path))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void awaitLate(String id) {
    await()
        .atMost(SOON)
        .until(
            () ->
                history(id).stream()
                    .anyMatch(entry -> entry.path("event").asText().equals("late-answer")));
  }

  private List<String> operations(String id) {
    return started(id).stream().map(entry -> entry.path("operation").asText()).toList();
  }

  private List<JsonNode> started(String id) {
    return of(id, "attempt-started");
  }

  private List<JsonNode> ended(String id) {
    return of(id, "attempt-ended");
  }

  private List<JsonNode> of(String id, String event) {
    return history(id).stream().filter(e -> e.path("event").asText().equals(event)).toList();
  }

  private List<JsonNode> history(String id) {
    return hub.jdbc()
        .query(
            "select data from journal where payment_id = ? order by seq",
            (row, n) -> read(row.getString(1)),
            id);
  }

  private static JsonNode read(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException("an entry is no JSON", e);
    }
  }

  private long alarms(String kind, String subject) {
    return count("select count(*) from alarm where kind = ? and subject = ?", kind, subject);
  }

  private long settled(String id) {
    return count("select coalesce(sum(minor), 0) from settlement.line where payment_id = ?", id);
  }

  private long openCases(String id) {
    return count("select count(*) from follow_up where open and payment_id = ?", id);
  }

  private long count(String sql, Object... arguments) {
    return java.util.Objects.requireNonNull(hub.jdbc().queryForObject(sql, Long.class, arguments));
  }

  private String state(String id) {
    return String.valueOf(
        hub.jdbc().queryForObject("select state from payment where id = ?", String.class, id));
  }

  private void becomes(String id, String state) {
    await().atMost(SOON).untilAsserted(() -> assertThat(state(id)).isEqualTo(state));
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
