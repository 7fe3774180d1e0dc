package io.serai.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.serai.iso8583.IsoMessage;
import io.serai.security.ApiKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A hub whose terminals must be in the registry, on both entries (S3.9). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class RegisteredTerminalTest {

  private static final String HEADER =
      "tenant,merchant,name,category_code,country,status,terminal,terminal_status,"
          + "terminal_key_sha256\n";

  private static final byte[] KEY = "a key of this test, of 32 bytes!".getBytes(US_ASCII);

  private TestHub hub;
  private Operator operator;
  private Terminal terminal;

  @BeforeAll
  void start() {
    hub =
        TestHub.start(
            Map.of(
                "serai.terminals.registry",
                "required",
                "serai.tenants.acme.payload-key-file",
                keys().toString()));
    operator = new Operator(hub.operators());
    terminal = Terminal.connect(hub.isoPort());
  }

  @AfterAll
  void stop() {
    terminal.close();
    hub.close();
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  private static IsoMessage.Builder from(int stan, String merchant, String id) {
    return Terminal.request("0100", stan).set(42, merchant).set(41, id);
  }

  @Test
  void whoIsRegisteredIsServedAndWhoIsNotIsToldWhichOne(CapturedOutput log) {
    assertThat(terminal.code(from(1, "MERCHANT0000001", "TERM0001"))).isEqualTo("00");
    assertThat(terminal.code(from(2, "NOBODY", "TERM0001"))).isEqualTo("03");
    assertThat(terminal.code(from(3, "MERCHANT0000001", "TERM0002"))).isEqualTo("58");

    assertThat(log)
        .contains("0100 with STAN 000002 is answered 03: merchant: is not in the registry")
        .contains(
            "0100 with STAN 000003 is answered 58: terminal: the registry knows no such terminal"
                + " of this merchant");
    assertThat(hub.book("issuer-h")).containsExactly("authorize 1000");
  }

  @Test
  void whatIsImportedCountsAtOnceAndABlockCountsSoon() {
    assertThat(
            operator
                .importCsv(
                    HEADER + "acme,SHOP1,Shop,5411,KR,,T1,,\nacme,SHOP2,Shop,5411,KR,,T1,,\n")
                .status())
        .isEqualTo(200);
    assertThat(terminal.code(from(10, "SHOP1", "T1"))).isEqualTo("00");
    assertThat(terminal.code(from(11, "SHOP2", "T1"))).isEqualTo("00");

    operator.importCsv(
        HEADER + "acme,SHOP1,Shop,5411,KR,,T1,blocked,\nacme,SHOP2,Shop,5411,KR,blocked,T1,,\n");
    AtomicInteger stan = new AtomicInteger(300);
    await().until(() -> "58".equals(terminal.code(from(stan.incrementAndGet(), "SHOP1", "T1"))));
    assertThat(terminal.code(from(13, "SHOP2", "T1"))).isEqualTo("03");

    // Who got no answer hears what it was, and what was approved can be taken back still.
    List<String> before = hub.book("issuer-h");
    assertThat(terminal.code(from(10, "SHOP1", "T1"))).isEqualTo("00");
    assertThat(hub.book("issuer-h")).isEqualTo(before);
    IsoMessage.Builder reversal = Terminal.reversal("0400", 14, 10).set(42, "SHOP1").set(41, "T1");
    assertThat(terminal.code(reversal)).isEqualTo("00");
  }

  @Test
  void strangersDoNotHoldUpTheOthersOfTheirConnection() {
    List<CompletableFuture<IsoMessage>> strangers =
        IntStream.range(0, 50)
            .mapToObj(i -> terminal.sendAsync(from(100 + i, "NOBODY" + i, "TERM0001")))
            .toList();
    assertThat(terminal.code(from(200, "MERCHANT01", "TERM0001"))).isEqualTo("00");
    assertThat(strangers.stream().map(CompletableFuture::join).map(answer -> answer.field(39)))
        .containsOnly("03");
  }

  /** The key of the terminal is wanted beside the tenant's; its SHA-256 is in the registry. */
  @Test
  void aPosWithAKeyOfItsOwnMustSendIt() {
    String hash = ApiKeys.hash("tk_of_this_test");
    operator.importCsv(HEADER + "acme,SHOP3,Shop,5411,KR,,T3,," + hash + "\n");
    String body =
        """
        {"type": "card", "merchant": "SHOP3", "terminal": "T3", "amount": 1000, "currency": "KRW",
         "card": {"number": "4111111111111111"}}
        """;
    Rest.Answer without = hub.rest().post("/v1/approvals", key(), body).join();
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.text("code")).isEqualTo("terminal_refused");
    assertThat(without.text("detail"))
        .isEqualTo("terminal: its key is missing or wrong; send it as Serai-Terminal-Key");
    Rest.Answer wrong =
        hub.rest().withTerminalKey("tk_wrong").post("/v1/approvals", key(), body).join();
    assertThat(wrong.status()).isEqualTo(403);
    Rest.Answer right =
        hub.rest().withTerminalKey("tk_of_this_test").post("/v1/approvals", key(), body).join();
    assertThat(right.status()).as(right.body().toString()).isEqualTo(201);
    assertThat(hub.book("issuer-h")).containsExactly("authorize 1000");
  }

  /** S3.12: a body that was changed on its way charges nobody. */
  @Test
  void aSealedApprovalIsOpenedAndOneThatWasChangedIsNot(CapturedOutput log) throws Exception {
    String body =
        """
        {"type": "card", "merchant": "MERCHANT0000001", "terminal": "TERM0001", "amount": 1000,
         "currency": "KRW", "card": {"number": "4111111111111111"}}
        """;
    HttpResponse<String> approved = sealed("key-sealed", seal("key-sealed", body));
    assertThat(approved.statusCode()).as(approved.body()).isEqualTo(201);
    JWEObject answer = JWEObject.parse(approved.body());
    answer.decrypt(new DirectDecrypter(KEY));
    assertThat(answer.getPayload().toJSONObject()).containsEntry("response_code", "00");

    String jwe = seal("key-changed", body);
    HttpResponse<String> changed =
        sealed("key-changed", jwe.substring(0, jwe.length() - 4) + "AAAA");
    assertThat(changed.statusCode()).isEqualTo(400);
    assertThat(changed.body()).contains("\"code\":\"payload_refused\"");
    assertThat(sealed("key-copied", seal("key-sealed", body)).statusCode()).isEqualTo(400);
    assertThat(hub.book("issuer-h")).containsExactly("authorize 1000");
    assertThat(log).doesNotContain(Base64.getEncoder().encodeToString(KEY));
  }

  private HttpResponse<String> sealed(String key, String jwe) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(hub.rest().hub().resolve("/v1/approvals"))
            .header("Authorization", "Bearer " + TestHub.API_KEY)
            .header("Content-Type", "application/jose")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(jwe))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String seal(String key, String text) throws Exception {
    var jwe =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID("k1")
                .customParam("idempotency_key", key)
                .build(),
            new Payload(text));
    jwe.encrypt(new DirectEncrypter(KEY));
    return jwe.serialize();
  }

  private static Path keys() {
    try {
      Path file = Path.of("target", "testkit", "payload.keys");
      Files.createDirectories(file.getParent());
      return Files.writeString(file, "k1 " + Base64.getEncoder().encodeToString(KEY) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("the keys cannot be written", e);
    }
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
