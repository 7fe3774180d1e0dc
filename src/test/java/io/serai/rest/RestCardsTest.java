package io.serai.rest;

import static io.serai.rest.RestEntry.get;
import static io.serai.rest.RestEntry.json;
import static io.serai.rest.RestEntry.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.security.TenantSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Cards for programs over a real socket (S4.5): what goes in, and what may come out. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class RestCardsTest {

  private static final byte[] KEY = new byte[32];
  private static final String NUMBER = "4111111111111111";

  private RestEntry entry;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("keys"), "2026-a " + Base64.getEncoder().encodeToString(KEY) + "\n");
    entry =
        new RestEntry(
            new TenantSettings(
                Map.of(
                    "acme", new TenantSettings.Tenant(TenantSettings.Registry.OFF, keys, false))));
  }

  @AfterAll
  void stop() {
    entry.close();
  }

  @BeforeEach
  void begin() {
    entry.routeSet.handed.clear();
  }

  private static Map<String, Object> card() {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("id", "crd_1");
    card.put("account", "acc_1");
    card.put("tenant", "acme");
    card.put("program", "prepaid-jp");
    card.put("status", "active");
    card.put("bin", "411111");
    card.put("last_four", "1111");
    card.put("expiry", "2030-12");
    card.put("currency", "JPY");
    card.put("balance", 0L);
    card.put("credit_line", 0L);
    card.put("held", 0L);
    card.put("available", 0L);
    card.put("created_at", "2026-11-28T03:00:00Z");
    return card;
  }

  private static Map<String, Object> issued() {
    Map<String, Object> card = card();
    card.put("number", CardNumber.of(NUMBER, "number"));
    return card;
  }

  private static String sealed(String body) throws Exception {
    var jwe =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID("2026-a")
                .customParam("idempotency_key", "key-1")
                .build(),
            new Payload(body));
    jwe.encrypt(new DirectEncrypter(KEY));
    return jwe.serialize();
  }

  private static Map<String, Object> opened(HttpResponse<String> response) throws Exception {
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/jose");
    JWEObject jwe = JWEObject.parse(response.body());
    jwe.decrypt(new DirectDecrypter(KEY));
    return jwe.getPayload().toJSONObject();
  }

  @ParameterizedTest
  @CsvSource({"/v1/cards,cards", "/v1/cards/crd_0/replace,card-replacements"})
  void theNumberIsInASealedAnswerAndInNoOther(String path, String to, CapturedOutput log)
      throws Exception {
    entry.routeSet.answer(to, issued());
    String body = path.endsWith("replace") ? "{}" : "{\"program\": \"prepaid-jp\"}";
    HttpResponse<String> plain = entry.send(path, post(body));
    assertThat(plain.statusCode()).as(plain.body()).isEqualTo(201);
    assertThat(plain.body()).doesNotContain("number").doesNotContain(NUMBER);
    assertThat(plain.headers().firstValue("Location")).hasValue("/v1/cards/crd_1");
    assertThat(json(plain).path("last_four").asText()).isEqualTo("1111");
    assertThat(json(plain).has("tenant")).isFalse();

    HttpResponse<String> sealed =
        entry.send(
            path,
            post("")
                .setHeader("Content-Type", "application/jose")
                .POST(BodyPublishers.ofString(sealed(body))));
    assertThat(sealed.statusCode()).isEqualTo(201);
    assertThat(opened(sealed)).containsEntry("number", NUMBER).containsEntry("id", "crd_1");
    assertThat(log).doesNotContain(NUMBER);
  }

  @Test
  void aCardThatIsShownHasNoNumberEvenSealed() throws Exception {
    entry.routeSet.answer("card", issued());
    assertThat(entry.send("/v1/cards/crd_1", get()).body()).doesNotContain("number");
    assertThat(opened(entry.send("/v1/cards/crd_1", get().header("Accept", "application/jose"))))
        .containsEntry("status", "active")
        .doesNotContainKey("number");
    assertThat(entry.routeSet.last().body().get("card")).isEqualTo("crd_1");
  }

  @Test
  void aRepeatSaysSo() {
    Map<String, Object> again = card();
    again.put("replay", true);
    entry.routeSet.answer("card-blocks", again);
    HttpResponse<String> response =
        entry.send("/v1/cards/crd_1/block", post("{\"reason\": \"lost\"}"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(entry.routeSet.last().body().get("reason")).isEqualTo("lost");
    assertThat(entry.routeSet.last().key("serai.key")).isEqualTo("key-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/cards|{}|program: is missing",
        "/v1/cards|{\"program\":\"A B\"}|program",
        "/v1/cards|{\"program\":\"p\",\"credit_line\":-1}|credit_line: must be at least 0",
        "/v1/cards|{\"program\":\"p\",\"credit_line\":1.5}|credit_line",
        "/v1/cards|{\"program\":\"p\",\"expiry\":\"12/30\"}|expiry",
        "/v1/cards|{\"program\":\"p\",\"number\":\"1\"}|number",
        "/v1/cards/crd_1/block|{}|reason: is missing",
        "/v1/cards/crd_1/block|{\"reason\":\"tired\"}|reason",
        "/v1/cards/crd_1/close|{\"note\":\"\"}|note",
        "/v1/cards/crd_1/top-ups|{\"amount\":0,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}}|amount: must be at least 1",
        "/v1/cards/crd_1/top-ups|{\"amount\":1,\"currency\":\"JPY\"}|method: is missing",
      })
  void whatCannotBeIsNamedAndGoesNoFurther(String path, String body, String text) {
    HttpResponse<String> response = entry.send(path, post(body));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("code").asText()).isEqualTo("invalid_field");
    assertThat(
            json(response).at("/errors/0/field").asText()
                + ": "
                + json(response).at("/errors/0/message").asText())
        .startsWith(text);
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @Test
  void aCardNumberIsRefusedWhereverItStands() {
    for (String body :
        List.of(
            "{\"program\":\"p\",\"holder\":\"" + NUMBER + "\"}",
            "{\"program\":\"p\",\"number\":\"" + NUMBER + "\"}")) {
      HttpResponse<String> response = entry.send("/v1/cards", post(body));
      assertThat(json(response).path("code").asText()).isEqualTo("card_number_refused");
      assertThat(response.body()).doesNotContain(NUMBER);
    }
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @Test
  void anIdThatCannotBeIsNoCard() {
    HttpResponse<String> response = entry.send("/v1/cards/crd.1", get());
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).path("code").asText()).isEqualTo("card_not_found");
    assertThat(json(response).path("detail").asText()).isEqualTo("there is no such card");
    entry.routeSet.fail(
        "card", new SeraiException(ErrorCode.CARD_NOT_FOUND, "there is no card crd_2"));
    assertThat(entry.send("/v1/cards/crd_2", get()).statusCode()).isEqualTo(404);
  }

  @Test
  void aPageOfTheHistoryIsAskedForByQueryAndToldInTheContractsWords() {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("seq", 7L);
    event.put("kind", "approved");
    event.put("response_code", "00");
    event.put("inner", "not in the contract");
    event.put("merchant", Map.of("id", "M1", "terminal", "T1", "secret", "x"));
    entry.routeSet.answer(
        "card-history", Map.of("card", "crd_1", "entries", List.of(event), "next", "abc"));
    HttpResponse<String> response =
        entry.send("/v1/cards/crd_1/history?limit=10&after=a%2Bb&other=1", get());
    assertThat(response.statusCode()).isEqualTo(200);
    Map<?, ?> asked = entry.routeSet.last().body();
    assertThat(asked.get("card")).isEqualTo("crd_1");
    assertThat(asked.get("limit")).isEqualTo("10");
    assertThat(asked.get("after")).isEqualTo("a+b");
    assertThat(asked.containsKey("other")).isFalse();
    assertThat(json(response).path("next").asText()).isEqualTo("abc");
    assertThat(json(response).at("/entries/0/merchant/id").asText()).isEqualTo("M1");
    assertThat(response.body()).doesNotContain("inner").doesNotContain("secret");
  }

  @Test
  void aQueryThatCannotBeIsNamed() {
    HttpResponse<String> twice = entry.send("/v1/cards/crd_1/history?limit=1&limit=2", get());
    assertThat(twice.statusCode()).isEqualTo(400);
    assertThat(json(twice).path("detail").asText()).isEqualTo("limit: must stand once");
    HttpResponse<String> tooLong =
        entry.send("/v1/cards/crd_1/history?after=" + "a".repeat(300), get());
    assertThat(json(tooLong).path("detail").asText())
        .isEqualTo("after: must be at most 255 characters");
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "approved,credited,201",
    "pending,pending,202",
    "unknown,pending,202",
    "declined,declined,402",
    "failed,failed,503"
  })
  void aTopUpIsToldByWhatBecameOfIt(String outcome, String state, int status) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("id", "top_1");
    result.put("card", "crd_1");
    result.put("payment", "pay_1");
    result.put("state", state);
    result.put("amount", 1000L);
    result.put("currency", "JPY");
    result.put("created_at", "2026-11-28T03:00:00Z");
    result.put("outcome", outcome);
    result.put("code", outcome);
    entry.routeSet.answer("card-top-ups", result);
    HttpResponse<String> response =
        entry.send(
            "/v1/cards/crd_1/top-ups",
            post(
                "{\"amount\":1000,\"currency\":\"JPY\","
                    + "\"method\":{\"type\":\"card\",\"token\":\"tok_visa\"}}"));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(entry.routeSet.last().body().get("card")).isEqualTo("crd_1");
    if (!outcome.equals("failed")) {
      assertThat(json(response).path("id").asText()).isEqualTo("top_1");
      assertThat(json(response).path("payment").asText()).isEqualTo("pay_1");
      assertThat(json(response).path("card").asText()).isEqualTo("crd_1");
      assertThat(json(response).path("state").asText()).isEqualTo(state);
    }
    assertThat(response.body()).doesNotContain("outcome");
  }
}
