package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.iso8583.IsoMessage;
import io.serai.security.ApiKeys;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

  private TestHub hub;
  private Operator operator;
  private Terminal terminal;

  @BeforeAll
  void start() {
    hub = TestHub.start(Map.of("serai.terminals.registry", "required"));
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
                .importCsv(HEADER + "acme,SHOP1,Shop,5411,KR,,T1,,\nacme,SHOP2,Shop,5411,KR,,T1,,\n")
                .status())
        .isEqualTo(200);
    assertThat(terminal.code(from(10, "SHOP1", "T1"))).isEqualTo("00");
    assertThat(terminal.code(from(11, "SHOP2", "T1"))).isEqualTo("00");

    operator.importCsv(
        HEADER + "acme,SHOP1,Shop,5411,KR,,T1,blocked,\nacme,SHOP2,Shop,5411,KR,blocked,T1,,\n");
    await()
        .until(() -> "58".equals(terminal.code(from(12, "SHOP1", "T1"))));
    assertThat(terminal.code(from(13, "SHOP2", "T1"))).isEqualTo("03");

    // What was approved before can be taken back still.
    IsoMessage.Builder reversal =
        Terminal.reversal("0400", 14, 10).set(42, "SHOP1").set(41, "T1");
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

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
