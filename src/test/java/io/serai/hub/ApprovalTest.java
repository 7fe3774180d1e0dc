package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.testkit.CardDataScan;
import java.time.Duration;
import java.util.List;
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

/**
 * Approvals, cancels and cash receipts of a POS program through the whole hub (S3.1, S3.3, S3.9).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class ApprovalTest {

  private TestHub hub;
  private Rest pos;

  @BeforeAll
  void start() {
    hub = TestHub.start();
    pos = hub.rest();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String approval(String pan, long amount) {
    return """
        {"type": "card", "merchant": "MERCHANT0000001", "terminal": "TERM0001", "amount": %d,
         "currency": "KRW", "card": {"number": "%s", "expiry": "3012"}, "installment_months": 3}
        """
        .formatted(amount, pan);
  }

  private Rest.Answer approve(String pan, long amount) {
    return pos.post("/v1/approvals", key(), approval(pan, amount)).join();
  }

  private Rest.Answer cancel(String payment, String key) {
    return pos.post(
            "/v1/approvals/" + payment + "/cancel",
            key,
            "{\"merchant\": \"MERCHANT0000001\", \"terminal\": \"TERM0001\"}")
        .join();
  }

  private String state(String payment) {
    return pos.get("/v1/approvals/" + payment).text("state");
  }

  @Test
  void anIssuersApprovalIsTakenBackByItsCancel() {
    Rest.Answer approved = approve(Terminal.VISA, 3000);
    assertThat(approved.status()).as(approved.body().toString()).isEqualTo(201);
    assertThat(approved.text("response_code")).isEqualTo("00");
    assertThat(approved.text("approval_code")).isNotEmpty();
    assertThat(approved.text("provider")).isEqualTo("issuer-h");

    String payment = approved.text("id");
    String key = key();
    Rest.Answer cancelled = cancel(payment, key);
    assertThat(cancelled.status()).as(cancelled.body().toString()).isEqualTo(200);
    assertThat(cancelled.text("response_code")).isEqualTo("00");
    assertThat(cancelled.text("state")).isEqualTo("succeeded");
    await().untilAsserted(() -> assertThat(state(payment)).isEqualTo("reversed"));

    // The same key again is answered the same, another key finds it cancelled.
    assertThat(cancel(payment, key).body()).isEqualTo(cancelled.body());
    assertThat(cancel(payment, key()).status()).isEqualTo(200);
    assertThat(hub.book("issuer-h")).containsExactly("authorize 3000", "reversal 3000");
  }

  @Test
  void aPurchaseIsGivenBackByItsCancel() {
    Rest.Answer approved = approve(Terminal.OF_THE_FLOOR, 3000);
    assertThat(approved.status()).as(approved.body().toString()).isEqualTo(201);
    String payment = approved.text("id");

    String key = key();
    Rest.Answer cancelled = cancel(payment, key);
    assertThat(cancelled.status()).as(cancelled.body().toString()).isEqualTo(200);
    assertThat(cancelled.text("payment")).isEqualTo(payment);
    assertThat(cancel(payment, key).text("id")).isEqualTo(cancelled.text("id"));
    assertThat(state(payment)).isEqualTo("refunded");

    Rest.Answer again = cancel(payment, key());
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("detail")).isEqualTo("a payment that is refunded cannot be cancelled");
    assertThat(again.text("response_code")).isEqualTo("12");
  }

  @Test
  void manyCancelsAtOnceCancelOnce() {
    String payment = approve(Terminal.OF_THE_FLOOR, 2000).text("id");
    String issuers = approve(Terminal.VISA, 2000).text("id");
    List<CompletableFuture<Rest.Answer>> all =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    pos.post(
                        "/v1/approvals/" + (i % 2 == 0 ? payment : issuers) + "/cancel",
                        key(),
                        "{\"merchant\": \"MERCHANT0000001\", \"terminal\": \"TERM0001\"}"))
            .toList();
    assertThat(all.stream().map(CompletableFuture::join).map(Rest.Answer::status))
        .contains(200)
        .allMatch(status -> status == 200 || status == 409);
    await().untilAsserted(() -> assertThat(state(issuers)).isEqualTo("reversed"));
    assertThat(state(payment)).isEqualTo("refunded");
    assertThat(hub.book("issuer-h")).containsExactly("authorize 2000", "reversal 2000");
  }

  @Test
  void whatWasNotApprovedCannotBeCancelled() {
    Rest.Answer declined = approve(Terminal.OF_THE_FLOOR, 9000);
    assertThat(declined.status()).isEqualTo(402);
    assertThat(declined.text("response_code")).isEqualTo("61");
    Rest.Answer cancelled = cancel(declined.text("id"), key());
    assertThat(cancelled.status()).isEqualTo(409);
    assertThat(cancelled.text("detail"))
        .isEqualTo("a payment that is declined cannot be cancelled: nothing was charged");
  }

  @Test
  void nobodyCancelsAnotherMerchantsApproval() {
    String payment = approve(Terminal.VISA, 1000).text("id");
    Rest.Answer other =
        pos.post(
                "/v1/approvals/" + payment + "/cancel",
                key(),
                "{\"merchant\": \"MERCHANT01\", \"terminal\": \"TERM0001\"}")
            .join();
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.text("response_code")).isEqualTo("25");
    assertThat(state(payment)).isEqualTo("approved");
  }

  /** What was answered binds: nobody knows, so the cashier hears no, and it is undone. */
  @Test
  void anApprovalWithoutAnAnswerIsRefusedAndUndone() {
    hub.doubles().behave("issuer-h", "commit-then-reset");
    String key = key();
    Rest.Answer unknown = pos.post("/v1/approvals", key, approval(Terminal.VISA, 1500)).join();
    assertThat(unknown.status()).isEqualTo(402);
    assertThat(unknown.text("response_code")).isEqualTo("91");

    hub.doubles().behave("issuer-h", "approve");
    String payment = unknown.text("id");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(state(payment)).isEqualTo("reversed"));
    Rest.Answer again = pos.post("/v1/approvals", key, approval(Terminal.VISA, 1500)).join();
    assertThat(again.status()).isEqualTo(402);
    assertThat(again.text("id")).isEqualTo(payment);
  }

  @Test
  void aRepeatIsNotApprovedTwice() {
    String key = key();
    List<CompletableFuture<Rest.Answer>> all =
        IntStream.range(0, 8)
            .mapToObj(i -> pos.post("/v1/approvals", key, approval(Terminal.VISA, 700)))
            .toList();
    assertThat(all.stream().map(CompletableFuture::join).map(answer -> answer.text("id")))
        .doesNotContain("")
        .containsOnly(all.get(0).join().text("id"));
    assertThat(hub.book("issuer-h")).containsExactly("authorize 700");
    Rest.Answer other = pos.post("/v1/approvals", key, approval("4242424242424242", 700)).join();
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("response_code")).isEqualTo("94");
  }

  @Test
  void routesBranchOnTheKindOfApproval() {
    Rest.Answer prepaid =
        pos.post(
                "/v1/approvals",
                key(),
                approval(Terminal.OF_NOBODY, 900).replace("\"card\",", "\"prepaid\","))
            .join();
    assertThat(prepaid.status()).as(prepaid.body().toString()).isEqualTo(201);
    assertThat(approve(Terminal.OF_NOBODY, 900).text("response_code")).isEqualTo("15");
    Rest.Answer none =
        pos.post(
                "/v1/approvals",
                key(),
                approval(Terminal.OF_NOBODY, 900).replace("\"card\",", "\"loyalty\","))
            .join();
    assertThat(none.text("response_code")).isEqualTo("12");
  }

  @Test
  void aCashReceiptIsIssuedAndCancelled() {
    Rest.Answer issued =
        pos.post(
                "/v1/cash-receipts",
                key(),
                """
                {"merchant": "MERCHANT0000001", "terminal": "TERM0001", "amount": 4000,
                 "currency": "KRW", "purpose": "consumer", "identity": "01000001234"}
                """)
            .join();
    assertThat(issued.status()).as(issued.body().toString()).isEqualTo(201);
    String payment = issued.text("id");
    assertThat(pos.get("/v1/payments/" + payment + "/history").body().toString())
        .contains("authorize");
    assertThat(cancel(payment, key()).status()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(state(payment)).isEqualTo("reversed"));
  }

  @Test
  void whoIsNotRegisteredIsRefused() {
    Rest.Answer merchant =
        pos.post(
                "/v1/approvals",
                key(),
                approval(Terminal.VISA, 100).replace("MERCHANT0000001", "NOBODY"))
            .join();
    assertThat(merchant.status()).isEqualTo(403);
    assertThat(merchant.text("detail")).isEqualTo("merchant: is not in the registry");
    assertThat(merchant.text("response_code")).isEqualTo("03");
    Rest.Answer terminal =
        pos.post(
                "/v1/approvals",
                key(),
                approval(Terminal.VISA, 100).replace("TERM0001", "TERM9999"))
            .join();
    assertThat(terminal.status()).isEqualTo(403);
    assertThat(terminal.text("field")).isEqualTo("terminal");
    assertThat(terminal.text("response_code")).isEqualTo("58");
    assertThat(hub.book("issuer-h")).isEmpty();
  }

  @Test
  void noCardNumberIsLoggedOrStored(CapturedOutput log) throws Exception {
    approve(Terminal.VISA, 1200);
    hub.doubles().behave("issuer-h", "garbage");
    approve(Terminal.VISA, 1300);
    pos.post("/v1/approvals", key(), approval(Terminal.VISA, 1200).replace("\"KRW\"", "\"XXZ\""))
        .join();
    pos.post("/v1/approvals", key(), approval(Terminal.VISA, 1200).replace("}", "")).join();
    String dump = DatabaseDump.of(hub.jdbc());
    assertThat(dump).contains("card_vault").contains("installment_months");
    assertThat(CardDataScan.findings("database", dump)).isEmpty();
    assertThat(CardDataScan.findings("log", log.getAll())).isEmpty();
  }
}
