package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.issuing.CardTokens;
import io.serai.journal.CardSeals;
import io.serai.payment.CardNumber;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A clearing file sent to the operators' port of a hub at work is booked, a hold that nobody claims
 * ends, and the checker finds nothing (S4.3, S4.5).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class ClearingTest {

  private static final String CARD = "9999120000000017";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String COLUMNS =
      "type,file,number,card,amount,currency,billing_amount,billing_currency,part,parts,"
          + "approval_code,rrn,acquirer_reference,merchant,terminal,category,country,date\n";

  private TestHub hub;
  private Operator operator;
  private JdbcTemplate jdbc;

  @BeforeAll
  void start() {
    hub = TestHub.start();
    operator = new Operator(hub.operators());
    jdbc = new JdbcTemplate(hub.dataSource());
    CardSeals seals = CardSeals.of(Objects.requireNonNull(hub.setting("serai.vault.key-file")));
    jdbc.update(
        "insert into card_account (id, tenant, program, currency, balance_minor, held_minor, seq,"
            + " created_at, updated_at)"
            + " values ('acc_1', 'acme', 'prepaid-jp', 'JPY', 0, 0, 0, now(), now())");
    jdbc.update(
        "insert into card (id, account_id, tenant, token, bin, last_four, expiry, status,"
            + " created_at, updated_at)"
            + " values ('crd_1', 'acc_1', 'acme', ?, '999912', '0017', '2030-01', 'active', now(),"
            + " now())",
        new CardTokens(seals).of(CardNumber.of(CARD, "card")));
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @Test
  void aFileOfTheNetworkIsBookedOnceAndItsHoldIsReleased() throws SQLException {
    hold("hld_1", "A00001", 1000, "interval '7 days'");
    String file =
        COLUMNS
            + "header,NET1,,,,,,,,,,,,,,,,2026-11-28\n"
            + record(1, 900, "A00001", "ref1")
            + record(2, 50, "", "ref2")
            + "trailer,NET1,2,,,,950,JPY,,,,,,,,,,\n";
    assertThat(operator.csv("/v1/ops/clearing?tenant=acme", file).status()).isEqualTo(200);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(operator.get("/v1/ops/clearing/NET1").text("state"))
                    .isEqualTo("booked"));
    assertThat(operator.get("/v1/ops/clearing/NET1").body().toString())
        .contains("\"booked\":2", "\"without_hold\":1", "\"aside\":0")
        .doesNotContain(CARD);
    assertThat(operator.csv("/v1/ops/clearing?tenant=acme", file).status()).isEqualTo(200);
    assertThat(operator.get("/v1/ops/clearing/NET9").status()).isEqualTo(404);
    assertThat(balance()).isEqualTo(-950);
    NoBreach.in(hub);

    String chargeback = "{\"acquirer_reference\": \"ref1\", \"amount\": 400}";
    assertThat(operator.post("/v1/ops/cards/crd_1/chargebacks", chargeback).status())
        .isEqualTo(200);
    await().atMost(SOON).untilAsserted(() -> assertThat(balance()).isEqualTo(-550));
    NoBreach.in(hub);

    hold("hld_2", "A00002", 300, "interval '-1 second'");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.queryForObject(
                            "select state from card_hold where id = 'hld_2'", String.class))
                    .isEqualTo("expired"));
    NoBreach.in(hub);
  }

  @Test
  void whatWasPutAsideIsBookedWhenItsCardIsThereAndACreditRaisesTheBalance() throws Exception {
    String other = "9999120000000025";
    CardSeals seals = CardSeals.of(Objects.requireNonNull(hub.setting("serai.vault.key-file")));
    jdbc.update(
        "insert into card_account (id, tenant, program, currency, balance_minor, held_minor, seq,"
            + " created_at, updated_at)"
            + " values ('acc_2', 'acme', 'prepaid-jp', 'JPY', 0, 0, 0, now(), now())");
    String file =
        COLUMNS
            + "header,NET2,,,,,,,,,,,,,,,,2026-11-28\n"
            + record(1, 500, "", "ref21").replace("presentment", "credit").replace(CARD, other)
            + record(2, 120, "", "ref22").replace(CARD, other)
            + record(3, 60, "", "ref23").replace(CARD, other)
            + "trailer,NET2,3,,,,680,JPY,,,,,,,,,,\n";
    assertThat(operator.csv("/v1/ops/clearing?tenant=acme", file).status()).isEqualTo(200);
    String list = "/v1/ops/clearing-records?file=NET2";
    await().atMost(SOON).until(() -> operator.get(list).body().path("records").size() == 3);
    List<String> ids = new ArrayList<>();
    operator.get(list).body().path("records").forEach(one -> ids.add(one.path("id").asText()));
    Rest.Answer page = operator.get(list + "&limit=2");
    assertThat(page.text("next")).isEqualTo(ids.get(1));
    assertThat(operator.get(list + "&after=" + ids.get(1)).body().path("records")).hasSize(1);
    assertThat(page.body().toString())
        .contains("\"retryable\":true", "\"last_four\":\"0025\"")
        .doesNotContain(other);

    jdbc.update(
        "insert into card (id, account_id, tenant, token, bin, last_four, expiry, status,"
            + " created_at, updated_at)"
            + " values ('crd_2', 'acc_2', 'acme', ?, '999912', '0025', '2020-01', 'blocked', now(),"
            + " now())",
        new CardTokens(seals).of(CardNumber.of(other, "card")));
    String why = "{\"reason\": \"the card is imported\"}";
    String records = "/v1/ops/clearing-records/";
    assertThat(operator.post(records + ids.get(0) + "/retry", "{}").text("detail"))
        .isEqualTo("reason: say why in 1 to 500 characters");
    assertThat(operator.post(records + ids.get(0) + "/retry", why).status()).isEqualTo(200);
    assertThat(operator.post(records + ids.get(1) + "/retry", why).text("state"))
        .isEqualTo("waiting");
    assertThat(operator.post(records + ids.get(2) + "/dismiss", why).text("state"))
        .isEqualTo("dismissed");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(operator.get("/v1/ops/clearing/NET2").body().toString())
                    .contains("\"booked\":2", "\"aside\":0", "\"dismissed\":1")
                    .contains("\"state\":\"booked\""));
    assertThat(
            jdbc.queryForObject(
                "select balance_minor from card_account where id = 'acc_2'", Long.class))
        .isEqualTo(380);
    Rest.Answer seen = operator.get(records + ids.get(0));
    assertThat(seen.text("state")).isEqualTo("booked");
    assertThat(seen.body().at("/actions/0/reason").asText()).isEqualTo("the card is imported");
    assertThat(operator.post(records + ids.get(0) + "/retry", why).text("code"))
        .isEqualTo("state_conflict");
    assertThat(operator.get(records + "clr_x.1").text("code"))
        .isEqualTo("clearing_record_not_found");
    assertThat(operator.get("/v1/ops/clearing-records?state=odd").text("detail"))
        .isEqualTo("state: write aside or dismissed");
    NoBreach.in(hub);
  }

  private long balance() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select balance_minor from card_account where id = 'acc_1'", Long.class));
  }

  /** A hold as an authorization leaves it, with its event, its claim and its account. */
  private void hold(String id, String code, long minor, String expires) {
    jdbc.update(
        "insert into card_hold (id, account_id, card_id, tenant, request_key, authorized_minor,"
            + " held_minor, state, approval_code, merchant, at, expires_at, estimated, stand_in)"
            + " values (?, 'acc_1', 'crd_1', 'acme', 'acme/' || ?, ?, ?, 'open', ?,"
            + " '{\"id\":\"MERCHANT0000001\",\"terminal\":\"TERM0001\"}', now(), now() + "
            + expires
            + ", false, false)",
        id,
        id,
        minor,
        minor,
        code);
    jdbc.update(
        "insert into card_claim (id, account_id, fingerprint, decision, commit_id, at)"
            + " values ('acme/' || ?, 'acc_1', '', '{\"responseCode\":\"00\"}', 'c', now())",
        id);
    jdbc.update(
        "with a as (update card_account set held_minor = held_minor + ?, seq = seq + 1"
            + " where id = 'acc_1' returning seq, balance_minor, held_minor)"
            + " insert into card_event (account_id, seq, at, epoch, commit_id, tenant, kind,"
            + " card_id, hold_id, request_key, amount_minor, posted_minor, held_minor,"
            + " balance_minor, held_after_minor, currency, response_code, reason, route_set,"
            + " trace_id, business_date) select 'acc_1', seq, now(), 1, 'c', 'acme', 'approved',"
            + " 'crd_1', ?, ?, ?, 0, ?, balance_minor, held_minor, 'JPY', '00', 'approved', 'set',"
            + " 'trace', current_date from a",
        minor,
        id,
        id,
        minor,
        minor);
  }

  private static String record(int number, long minor, String code, String reference) {
    return "presentment,,%d,%s,%d,JPY,%d,JPY,,,%s,,%s,MERCHANT0000001,,5411,JP,%s%n"
        .formatted(number, CARD, minor, minor, code, reference, LocalDate.now(ZoneOffset.UTC));
  }
}
