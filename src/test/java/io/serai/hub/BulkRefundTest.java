package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many payments given back at once, over the whole hub (S1.24, S1.88). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class BulkRefundTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String JOBS = "/v1/ops/bulk-refunds";

  @TempDir static Path folder;

  private TestHub hub;
  private Rest rest;
  private Operator operator;

  @BeforeAll
  void start() {
    EditedFolder.withCaps(
        folder,
        "{ route: bulk-refunds, operation: refund, per: day, count: 3, currency: CAD, then: queue }");
    hub =
        TestHub.start(
            Map.of(
                "serai.routes.folder", folder.toString(),
                "serai.refunds.hold", "5s",
                "serai.refunds.page", "7",
                "serai.refunds.tries", "2",
                "serai.refunds.first-pause", "100ms"));
    rest = hub.rest();
    operator = new Operator(hub.operators());
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  /** Charges of 100, 101, 102 and so on, all with one reference. */
  private List<String> charges(String reference, String currency, int count) {
    List<CompletableFuture<Rest.Answer>> asked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      asked.add(
          rest.chargeAsync(
              reference + "/" + currency + "/" + i,
              """
              {"amount": %d, "currency": "%s", "reference": "%s", "merchant": "shop-%d",
               "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
              """
                  .formatted(100 + i, currency, reference, i % 2)));
    }
    return asked.stream().map(one -> one.join().text("id")).toList();
  }

  private String create(String reference, String more) {
    Rest.Answer made =
        operator.post(
            JOBS,
            "{\"tenant\": \"acme\", \"reference_prefix\": \"%s\", \"reason\": \"charged twice\"%s}"
                .formatted(reference, more));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    return made.text("id");
  }

  private JsonNode show(String job) {
    return operator.get(JOBS + "/" + job).body();
  }

  private static long count(JsonNode job, String state) {
    return job.path("counts").path(state).asLong();
  }

  private void awaitState(String job, String state) {
    await().atMost(SOON).until(() -> show(job).path("state").asText().equals(state));
  }

  private List<String> refunded() {
    List<String> payments = new ArrayList<>();
    for (String provider : List.of("gateway-a", "gateway-b")) {
      hub.doubles().book(provider).stream()
          .filter(entry -> entry.operation().equals("refund"))
          .forEach(entry -> payments.add(entry.hubReference()));
    }
    return payments;
  }

  @Test
  void aDryRunCountsAndDoesNothingAndTheRefundsAreThoseOfTheFilter() {
    List<String> yen = charges("dry-1", "JPY", 4);
    charges("dry-1", "USD", 2);
    assertThat(rest.refund(yen.get(0), "part", "{\"amount\": 30}").join().status()).isEqualTo(201);

    Rest.Answer dry =
        operator.post(
            JOBS, "{\"tenant\": \"acme\", \"reference_prefix\": \"dry-1\", \"dry_run\": true}");
    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.body().toString())
        .isEqualTo("{\"payments\":6,\"money\":{\"JPY\":376,\"USD\":201}}");
    for (String[] each :
        new String[][] {
          {"\"provider\": \"gateway-b\"", "2"},
          {"\"merchant\": \"shop-1\"", "3"},
          {"\"route\": \"charges\"", "6"},
          {"\"route\": \"renewals\"", "0"},
          {"\"currency\": \"JPY\", \"amount_min\": 101, \"amount_max\": 102", "2"},
          {"\"created_from\": \"" + Instant.now().plusSeconds(5) + "\"", "0"},
          {"\"created_to\": \"2020-01-01T00:00:00Z\"", "0"},
        }) {
      assertThat(
              operator
                  .post(
                      JOBS,
                      "{\"tenant\": \"acme\", \"reference_prefix\": \"dry-1\", \"dry_run\": true, "
                          + each[0]
                          + "}")
                  .text("payments"))
          .as(each[0])
          .isEqualTo(each[1]);
    }
    assertThat(refunded()).containsExactly(yen.get(0));

    String job = create("dry-1", ", \"currency\": \"JPY\"");
    awaitState(job, "done");
    JsonNode done = show(job);
    assertThat(done.path("gathered").asBoolean()).isTrue();
    assertThat(count(done, "total")).isEqualTo(4);
    assertThat(count(done, "done")).isEqualTo(4);
    assertThat(done.path("money").toString()).isEqualTo("{\"JPY\":{\"total\":376,\"done\":376}}");
    assertThat(done.path("operator").asText()).isEqualTo("sandbox");
    assertThat(done.path("reason").asText()).isEqualTo("charged twice");
    assertThat(done.path("changes").findValuesAsText("action")).containsExactly("create");
    assertThat(rest.get("/v1/charges/" + yen.get(0)).text("state")).isEqualTo("refunded");
    assertThat(refunded()).hasSize(5);

    String again = create("dry-1", ", \"currency\": \"JPY\"");
    awaitState(again, "done");
    assertThat(count(show(again), "total")).isZero();
    assertThat(operator.get(JOBS).body().path("bulk_refunds").findValuesAsText("id"))
        .startsWith(again, job);
  }

  @Test
  void itIsPausedResumedAndCancelledWithNameAndReason() {
    charges("pause-1", "JPY", 30);
    String job = create("pause-1", ", \"rate\": 5");
    await().atMost(SOON).until(() -> count(show(job), "done") >= 2);
    Rest.Answer paused = operator.post(JOBS + "/" + job + "/pause", "{\"reason\": \"look first\"}");
    assertThat(paused.text("state")).isEqualTo("paused");
    await().atMost(SOON).until(() -> count(show(job), "sent") == 0 && idle(job));
    int made = refunded().size();
    assertThat(made).isLessThan(30);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> refunded().size() == made);

    operator.post(JOBS + "/" + job + "/resume", "{\"reason\": \"all is well\"}");
    await().atMost(SOON).until(() -> refunded().size() > made);
    await().atMost(SOON).until(() -> show(job).path("gathered").asBoolean());
    assertThat(show(job).path("estimated_end").asText()).isNotEmpty();
    assertThat(
            operator.post(JOBS + "/" + job + "/cancel", "{\"reason\": \"enough\"}").text("state"))
        .isEqualTo("cancelled");
    await().atMost(SOON).until(() -> count(show(job), "waiting") == 0);
    await().atMost(SOON).until(() -> count(show(job), "done") == refunded().size());
    JsonNode cancelled = show(job);
    assertThat(count(cancelled, "skipped")).isEqualTo(30 - count(cancelled, "done"));
    assertThat(cancelled.path("changes").findValuesAsText("action"))
        .containsExactly("create", "pause", "resume", "cancel");
    assertThat(cancelled.path("changes").findValuesAsText("reason"))
        .containsExactly("charged twice", "look first", "all is well", "enough");
    Rest.Answer late = operator.post(JOBS + "/" + job + "/resume", "{\"reason\": \"again\"}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("detail")).isEqualTo("a bulk refund that is cancelled cannot be resumed");
  }

  /** Whether nothing of a bulk refund is held by a worker. */
  private boolean idle(String job) {
    return hub.jdbc()
        .queryForList(
            "select id from refund_item where job = ? and state = 'waiting' and due_at > now()",
            job)
        .isEmpty();
  }

  @Test
  void twoHubsShareItAndARestartInTheMiddleRepeatsNothing() {
    List<String> payments = charges("restart-1", "JPY", 40);
    hub.doubles().behave("gateway-a", "delay:150");
    String job = create("restart-1", ", \"rate\": 10");
    try (TestHub other = hub.another()) {
      await().atMost(SOON).until(() -> refunded().size() >= 5);
      hub.restart();
      rest = hub.rest();
      assertThat(other.rest().isReady()).isTrue();
      awaitState(job, "done");
    }
    JsonNode done = show(job);
    assertThat(count(done, "done")).isEqualTo(40);
    List<String> refunded = refunded();
    assertThat(refunded).hasSize(40);
    assertThat(new HashSet<>(refunded)).isEqualTo(new HashSet<>(payments));
  }

  @Test
  void itWaitsAtTheCapOnRefunds() {
    List<String> payments = charges("cap-1", "CAD", 5);
    String job = create("cap-1", "");
    await()
        .atMost(SOON)
        .until(
            () ->
                count(show(job), "done") == 3
                    && show(job).path("waits_until").asText().length() > 0);
    JsonNode held = show(job);
    assertThat(held.path("state").asText()).isEqualTo("running");
    assertThat(count(held, "waiting")).isEqualTo(2);
    assertThat(refunded()).hasSize(3);
    String waiting =
        payments.stream().filter(id -> !refunded().contains(id)).findFirst().orElseThrow();
    // The cap is the route's: what a shop asks for itself is made.
    assertThat(rest.refund(waiting, "own", "{}").join().status()).isEqualTo(201);
    operator.post(JOBS + "/" + job + "/cancel", "{\"reason\": \"the shop does it\"}");
    assertThat(count(show(job), "skipped")).isEqualTo(2);
  }

  @Test
  void whatIsDeclinedUnreachableUnknownOrGoneIsToldApart() {
    charges("mixed-1", "JPY", 1);
    hub.doubles().behave("gateway-a", "decline:57", 1);
    String declined = create("mixed-1", "");
    awaitState(declined, "done");
    assertThat(count(show(declined), "failed")).isEqualTo(1);
    assertThat(show(declined).path("codes").toString()).isEqualTo("{\"57\":1}");

    hub.doubles().behave("gateway-a", "unavailable");
    String unreachable = create("mixed-1", "");
    awaitState(unreachable, "done");
    assertThat(count(show(unreachable), "failed")).isEqualTo(1);
    assertThat(refunded()).isEmpty();

    hub.doubles().behave("gateway-a", "approve");
    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    String unknown = create("mixed-1", "");
    awaitState(unknown, "done");
    assertThat(count(show(unknown), "done")).isEqualTo(1);
    assertThat(refunded()).hasSize(1);

    List<String> gone = charges("gone-1", "JPY", 2);
    String skipped = create("gone-1", ", \"rate\": 1");
    await().atMost(SOON).until(() -> count(show(skipped), "total") == 2);
    for (String payment : gone) {
      assertThat(rest.refund(payment, "own-" + payment, "{}").join().status()).isIn(201, 409);
    }
    awaitState(skipped, "done");
    assertThat(refunded()).hasSize(3);
    assertThat(count(show(skipped), "done") + count(show(skipped), "skipped")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"reason\": \"x\"} | 400 | tenant: is missing; name the one whose payments they are",
        "{\"tenant\": \"acme\"} | 400 | reason: say why, in 1 to 200 characters",
        "{\"tenant\": \"acme\", \"reason\": \"x\", \"mercahnt\": \"m\"} | 400 | mercahnt: is no field;"
            + " there are amount_max, amount_min, created_from, created_to, currency, dry_run,"
            + " merchant, provider, rate, reason, reference_prefix, route, tenant",
        "{\"tenant\": \"acme\", \"reason\": \"x\", \"amount_min\": 1.5} | 400 | amount_min: must be a"
            + " whole number, not less than 0",
        "{\"tenant\": \"acme\", \"reason\": \"x\", \"amount_min\": 5} | 400 | currency: is missing;"
            + " amounts are minor units of one",
        "{\"tenant\": \"acme\", \"reason\": \"x\", \"amount_min\": 9, \"amount_max\": 5,"
            + " \"currency\": \"JPY\"} | 400 | amount_max: must not be less than amount_min",
        "{\"tenant\": \"acme\", \"reason\": \"x\", \"currency\": \"yen\"} | 400 | currency: 'yen' is"
            + " not an ISO 4217 currency such as JPY or USD",
        "{\"tenant\": \"acme\", \"reason\": \"x\", \"rate\": 0} | 400 | rate: must be 1 to 1000 refunds"
            + " in a second",
        "{\"tenant\": \"acme\", \"reason\": \"x\", \"created_from\": \"today\"} | 400 | created_from:"
            + " must be a time in UTC such as 2026-11-23T09:00:00Z",
        "{\"tenant\": \"acme\", \"reason\": \"x\", \"provider\": \"\"} | 400 | provider: must be a text;"
            + " leave it out for any",
        "{\"tenant\": \"acme\", \"tenant\": \"other\", \"reason\": \"x\"} | 400 | the body is not valid"
            + " JSON at line 1, column 28 (a name stands twice in one object)",
      })
  void aWrongRequestRefundsNobody(String body, int status, String detail) {
    long before = jobs();
    Rest.Answer answer = operator.post(JOBS, body);
    assertThat(answer.text("detail")).isEqualTo(detail);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(jobs()).isEqualTo(before);
  }

  @Test
  void oneThatIsNotThereIs404() {
    for (Rest.Answer answer :
        List.of(
            operator.get(JOBS + "/br_none"),
            operator.post(JOBS + "/br_none/pause", "{\"reason\": \"x\"}"))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text("code")).isEqualTo("bulk_refund_not_found");
      assertThat(answer.text("detail")).isEqualTo("there is no bulk refund br_none");
    }
  }

  private long jobs() {
    return hub.jdbc().queryForList("select id from refund_job").size();
  }
}
