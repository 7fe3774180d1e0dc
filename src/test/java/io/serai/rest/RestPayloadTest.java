package io.serai.rest;

import static io.serai.rest.RestEntry.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.serai.security.TenantSettings;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Sealed bodies in and out over a real socket (S3.12). */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class RestPayloadTest {

  private static final byte[] OLD = key(1);
  private static final byte[] NEW = key(2);
  private static final String CHARGE =
      """
      {"amount": 1000, "currency": "JPY", "method": {"type": "card", "token": "tok_visa"}}
      """;

  private RestEntry entry;

  private static byte[] key(int value) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) value);
    return key;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Base64.Encoder base64 = Base64.getEncoder();
    Path keys =
        Files.writeString(
            folder.resolve("keys"),
            "2026-b "
                + base64.encodeToString(NEW)
                + "\n2026-a "
                + base64.encodeToString(OLD)
                + "\n");
    var registry = TenantSettings.Registry.REQUIRED;
    entry =
        new RestEntry(
            new TenantSettings(
                Map.of(
                    "acme", new TenantSettings.Tenant(registry, keys, false),
                    "strict", new TenantSettings.Tenant(registry, keys, true))));
  }

  @AfterAll
  void stop() {
    entry.close();
  }

  @BeforeEach
  void approving() {
    entry.routeSet.handed.clear();
    Map<String, Object> approved =
        Map.of("id", "pay_1", "state", "approved", "amount", 1000L, "outcome", "approved");
    entry.routeSet.answer("charges", approved);
    entry.routeSet.answer("charge", approved);
  }

  private static JWEHeader.Builder header() {
    return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
        .keyID("2026-a")
        .customParam("idempotency_key", "key-1");
  }

  private static String seal(JWEHeader header, byte[] key, String text) throws Exception {
    var jwe = new JWEObject(header, new Payload(text));
    jwe.encrypt(new DirectEncrypter(key));
    return jwe.serialize();
  }

  private HttpResponse<String> charge(String tenant, String type, String body) {
    return entry.send(
        "/v1/charges",
        HttpRequest.newBuilder()
            .header("Authorization", "Bearer sk_test_" + tenant)
            .header("Idempotency-Key", "key-1")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private static JWEObject opened(HttpResponse<String> response, byte[] key) throws Exception {
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/jose");
    JWEObject jwe = JWEObject.parse(response.body());
    jwe.decrypt(new DirectDecrypter(key));
    return jwe;
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "strict"})
  void aSealedBodyIsReadAndAnsweredUnderItsKey(String tenant) throws Exception {
    HttpResponse<String> response =
        charge(tenant, "application/jose", seal(header().build(), OLD, CHARGE));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(entry.routeSet.last().body().get("amount")).isEqualTo(1000L);
    JWEObject answer = opened(response, OLD);
    assertThat(answer.getHeader().getKeyID()).isEqualTo("2026-a");
    assertThat(answer.getHeader().getContentType()).isEqualTo("application/json");
    assertThat(answer.getPayload().toJSONObject()).containsEntry("id", "pay_1");
  }

  @Test
  void aProblemWithASealedBodyIsSealedToo() throws Exception {
    HttpResponse<String> response =
        charge(
            "acme", "application/jose", seal(header().build(), OLD, CHARGE.replace("1000", "0")));
    assertThat(response.statusCode()).isEqualTo(400);
    JWEObject answer = opened(response, OLD);
    assertThat(answer.getHeader().getContentType()).isEqualTo("application/problem+json");
    assertThat(answer.getPayload().toJSONObject()).containsEntry("field", "amount");
  }

  private void refused(HttpResponse<String> response, int status, String code, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).path("code").asText()).isEqualTo(code);
    assertThat(json(response).path("detail").asText()).isEqualTo(detail);
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @Test
  void whatWasChangedOrSealedWithAnotherKeyIsRefusedAndNobodyIsAsked() throws Exception {
    String cannot =
        "the JWE cannot be opened: it was changed on its way, or sealed with another key";
    String jwe = seal(header().build(), OLD, CHARGE);
    String[] parts = jwe.split("\\.", -1);
    char last = parts[3].charAt(5);
    String changed =
        jwe.replace(
            parts[3], parts[3].substring(0, 5) + (last == 'A' ? 'B' : 'A') + parts[3].substring(6));
    refused(charge("acme", "application/jose", changed), 400, "payload_refused", cannot);
    refused(
        charge("acme", "application/jose", seal(header().build(), key(3), CHARGE)),
        400,
        "payload_refused",
        cannot);
    String otherHeader =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"2026-a\",\"idempotency_key\":\"key-1\",\"x\":1}"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    refused(
        charge("acme", "application/jose", jwe.replace(parts[0], otherHeader)),
        400,
        "payload_refused",
        cannot);
    refused(
        charge("acme", "application/jose", seal(header().keyID("2025").build(), OLD, CHARGE)),
        400,
        "payload_refused",
        "the JWE's kid names no key of this tenant");
    refused(
        charge("acme", "application/jose", CHARGE),
        400,
        "payload_refused",
        "the body is not a JWE in compact form");
  }

  @Test
  void aCopyIsOfNoUseUnderAnotherKey() throws Exception {
    refused(
        charge(
            "acme",
            "application/jose",
            seal(header().customParam("idempotency_key", "key-2").build(), OLD, CHARGE)),
        400,
        "payload_refused",
        "the JWE's protected header must have 'idempotency_key', the same as the header"
            + " Idempotency-Key");
  }

  @Test
  void aBodyThatWouldGrowIsNotOpened() throws Exception {
    refused(
        charge(
            "acme",
            "application/jose",
            seal(
                header().compressionAlgorithm(CompressionAlgorithm.DEF).build(),
                OLD,
                " ".repeat(1_000_000) + CHARGE)),
        400,
        "payload_refused",
        "the JWE must have alg 'dir', enc 'A256GCM' and no zip");
  }

  @Test
  void whoMustSealIsRefusedUnsealedAndWhoCannotIsToldSo() throws Exception {
    refused(
        charge("strict", "application/json", CHARGE),
        415,
        "content_type_refused",
        "this tenant's bodies must be sealed; send a JWE with 'Content-Type: application/jose'");
    refused(
        charge("other", "application/jose", seal(header().build(), OLD, CHARGE)),
        415,
        "content_type_refused",
        "this tenant has no keys for sealed bodies; send 'Content-Type: application/json'");
    assertThat(charge("acme", "application/json", CHARGE).headers().firstValue("Content-Type"))
        .hasValue("application/json");
  }

  @Test
  void aQuestionIsAnsweredSealedWhereItMustBeOrIsAskedFor() throws Exception {
    HttpRequest.Builder strict =
        HttpRequest.newBuilder().header("Authorization", "Bearer sk_test_strict");
    assertThat(opened(entry.send("/v1/charges/pay_1", strict), NEW).getHeader().getKeyID())
        .isEqualTo("2026-b");
    HttpRequest.Builder asks =
        HttpRequest.newBuilder()
            .header("Authorization", "Bearer sk_test_acme")
            .header("Accept", "application/jose");
    opened(entry.send("/v1/charges/pay_1", asks), NEW);
    HttpRequest.Builder plain =
        HttpRequest.newBuilder().header("Authorization", "Bearer sk_test_acme");
    assertThat(json(entry.send("/v1/charges/pay_1", plain)).path("id").asText()).isEqualTo("pay_1");
  }

  @Test
  void noKeyIsLogged(CapturedOutput log) throws Exception {
    charge("acme", "application/jose", seal(header().build(), key(3), CHARGE));
    assertThat(log)
        .doesNotContain(Base64.getEncoder().encodeToString(OLD))
        .doesNotContain("tok_visa");
  }
}
