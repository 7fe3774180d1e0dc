package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What providers can do is shown, and what none of them can is refused unsent (S1.6, S1.7). */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ProvidersMatrixTest {

  private TestHub hub;
  private int charges;

  @BeforeAll
  void start() {
    hub = TestHub.start(Map.of("serai.answers.learn", "2", "serai.answers.sync", "50ms"));
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @Test
  void eachProviderSaysWhatItCanDo() {
    Rest.Answer answer = hub.rest().get("/v1/providers");
    assertThat(answer.status()).isEqualTo(200);
    List<String> names = new ArrayList<>();
    for (JsonNode provider : answer.body().path("providers")) {
      names.add(provider.path("name").asText());
      if (provider.path("name").asText().equals("stripe")) {
        assertThat(provider.path("operations").toString())
            .isEqualTo(
                "[\"charge\",\"refund\",\"void\",\"inquiry\",\"customer\",\"product\",\"plan\","
                    + "\"subscribe\",\"subscription\",\"unsubscribe\",\"change_plan\"]");
        assertThat(provider.path("mode").asText()).isEqualTo("sandbox");
        assertThat(provider.path("currencies").toString()).contains("TWD");
        assertThat(provider.has("markets")).as("all").isFalse();
        assertThat(provider.has("settings")).isFalse();
      }
    }
    assertThat(names).contains("gateway-a", "gateway-b", "stripe").isSorted();
  }

  @Test
  void whatNobodyTakesIsRefusedUnsentAndItsKeyIsFree() {
    refused(
        "jcb_debit",
        "JPY",
        "stripe",
        "brand_not_accepted",
        "method.brand",
        "method.brand: jcb_debit is accepted by none of stripe;"
            + " send one of amex, jcb, mastercard, visa");
    refused(
        "visa",
        "GBP",
        "stripe",
        "currency_not_supported",
        "currency",
        "currency: GBP is taken by none of stripe; send one of EUR, JPY, KRW, TWD, USD");
    refused(
        "visa",
        "JPY",
        "nobody",
        "unknown_provider",
        "provider",
        "provider: 'nobody' is not asked for such a payment; send one of gateway-a, gateway-b, or"
            + " leave it out");
    assertThat(hub.book("stripe")).isEmpty();
    String key = "free-" + charges;
    assertThat(charge(key, "visa", "GBP", "stripe").status()).isEqualTo(400);
    assertThat(charge(key, "visa", "JPY", "stripe").status()).isEqualTo(201);
    assertThat(hub.book("stripe")).containsExactly("charge 1000");
  }

  /** S1.12: gateway B does not accept Diners, and in dollars it would be asked first. */
  @Test
  void aBrandThatOneDoesNotAcceptGoesToTheOther() {
    assertThat(charge("d-1", "visa", "USD", null).text("provider")).isEqualTo("gateway-b");
    assertThat(charge("d-2", "diners", "USD", null).text("provider")).isEqualTo("gateway-a");
  }

  /** S1.45: gateway A's answers are declared in a file, gateway B's are learned. */
  @Test
  void anAnswerOfAnotherShapeRaisesOneAlarmAndRefusesNothing() {
    for (int i = 0; i < 2; i++) {
      assertThat(charge("learn-" + i, "visa", "USD", null).text("provider")).isEqualTo("gateway-b");
    }
    drift("JPY", "gateway-a", "amount");
    drift("USD", "gateway-b", "value.minor");
    Ops ops = new Ops(hub.operators());
    JsonNode open = ops.get("/v1/ops/answers").body().path("differences");
    assertThat(open.findValuesAsText("path"))
        .containsExactlyInAnyOrder("loyalty_tier", "amount", "loyalty_tier", "value.minor");
    assertThat(open.get(0).toString())
        .contains("\"provider\":\"gateway-a\",\"operation\":\"charge\"")
        .contains("\"path\":\"loyalty_tier\",\"found\":\"string a-9\",\"known\":\"\"");
    for (JsonNode one : open) {
      String accept = "/v1/ops/answers/" + one.path("id").asText() + "/accept";
      assertThat(ops.post(accept, "{}").status()).isEqualTo(200);
      Rest.Answer again = ops.post(accept, "{}");
      assertThat(again.status()).isEqualTo(404);
      assertThat(again.text("code")).isEqualTo("difference_not_found");
    }
    assertThat(ops.get("/v1/ops/answers").body().path("differences")).isEmpty();
    assertThat(hub.jdbc().queryForList("select text from alarm", String.class))
        .noneMatch(text -> text.contains("gold"));
  }

  private void drift(String currency, String provider, String number) {
    for (String answer : List.of("extra-field", "extra-field", "changed-type")) {
      hub.doubles().behave(provider, answer, 1);
      Rest.Answer charged = charge("drift-" + ++charges, "visa", currency, null);
      assertThat(charged.status()).isEqualTo(201);
      assertThat(charged.text("provider")).isEqualTo(provider);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(new Ops(hub.operators()).alarms())
                    .filteredOn(alarm -> alarm.startsWith("provider_drift " + provider))
                    .containsExactly(
                        "provider_drift " + provider + " charge loyalty_tier",
                        "provider_drift " + provider + " charge " + number));
  }

  private void refused(
      String brand, String currency, String provider, String code, String field, String detail) {
    Rest.Answer answer = charge("r-" + ++charges, brand, currency, provider);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(answer.text("detail")).isEqualTo(detail);
  }

  private Rest.Answer charge(String key, String brand, String currency, @Nullable String at) {
    String provider = at == null ? "" : ", \"provider\": \"" + at + "\"";
    return hub.rest()
        .charge(
            key,
            """
            {"amount": 1000, "currency": "%s"%s,
             "method": {"type": "card", "token": "pm_card_visa", "brand": "%s"}}
            """
                .formatted(currency, provider, brand));
  }
}
