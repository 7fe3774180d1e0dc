package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.doubles.Doubles;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDirectory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What every provider does ({@link ProviderContractTest}), as far as PayPal's operations go: the
 * payer approves first, there is no cancel, and an approval has no number (S1.28).
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PayPalContractTest {

  private static final HttpClient PAYER = HttpClient.newHttpClient();
  private static final long AMOUNT = 50_000;

  private TestHub hub;
  private int payments;

  @BeforeAll
  void start() {
    hub =
        TestHub.start(
            Map.of(
                "serai.providers.paypal.timeout", "5s",
                "serai.providers.paypal.bypass-errors", "1000"));
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @Test
  void whatThePayerHasNotApprovedIsDeclinedAndNothingIsTaken() throws Exception {
    String order = prepare();
    assertThat(charge(order)).isEqualTo(new Outcome.Declined("ORDER_NOT_APPROVED", false));
    assertThat(charge("NOSUCHORDER")).isEqualTo(new Outcome.Declined("INVALID_RESOURCE_ID", false));
    payer(order, "expire");
    assertThat(charge(order).kind()).isEqualTo(Outcome.Kind.DECLINED);
    assertThat(hub.book("paypal")).isEmpty();
  }

  @Test
  void anApprovalStandsInTheBookAndIsFoundByAskingForTheRequest() throws Exception {
    String order = approved();
    assertThat(inquiry(order).code()).isEqualTo(Outcome.NO_ORIGINAL);
    String key = "pay_c" + ++payments + ".1";
    Outcome taken = charge(order, key);
    assertThat(taken.kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(inquiry(order)).isEqualTo(taken);
    assertThat(charge(order, key)).as("the same request once more").isEqualTo(taken);
    assertThat(charge(order, "pay_other.1").isDuplicate()).as("another capture of it").isTrue();
    assertThat(hub.book("paypal")).containsExactly("charge " + AMOUNT);
    assertThat(hub.doubles().book("paypal").get(0).currency()).isEqualTo("USD");
  }

  @Test
  void aDeclineIsFinalAndBooksNothing() throws Exception {
    String order = approved();
    hub.doubles().behave("paypal", "decline:INSTRUMENT_DECLINED");
    assertThat(charge(order)).isEqualTo(new Outcome.Declined("INSTRUMENT_DECLINED", false));
    assertThat(hub.book("paypal")).isEmpty();
  }

  @Test
  void aPromiseThatNothingHappenedIsElsewhere() throws Exception {
    String order = approved();
    hub.doubles().behave("paypal", "unavailable", 1);
    assertThat(charge(order).elsewhere()).isTrue();
    assertThat(hub.book("paypal")).isEmpty();
  }

  @Test
  void anAnswerThatIsLostGarbageAndSilenceAreUnknownAndFoundByAsking() throws Exception {
    for (String how : List.of("commit-then-reset", "garbage")) {
      String order = approved();
      hub.doubles().behave("paypal", how, 1);
      assertThat(charge(order).kind()).as(how).isEqualTo(Outcome.Kind.UNKNOWN);
      assertThat(inquiry(order).kind()).as(how).isEqualTo(Outcome.Kind.APPROVED);
    }
    String order = approved();
    hub.doubles().behave("paypal", "hang", 1);
    assertThat(charge(order).kind()).isEqualTo(Outcome.Kind.UNKNOWN);
    assertThat(inquiry(order).code()).isEqualTo(Outcome.NO_ORIGINAL);
    assertThat(hub.book("paypal")).hasSize(2);
  }

  @Test
  void aRevokedTokenIsRenewed() throws Exception {
    String order = approved();
    post("/tokens/revoke");
    assertThat(charge(order).elsewhere()).as("refused before it was read").isTrue();
    assertThat(charge(order).kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(hub.book("paypal")).hasSize(1);
  }

  @Test
  void aCaptureIsGivenBackInPartsAndNeverMore() throws Exception {
    String order = approved();
    Outcome.Approved taken = (Outcome.Approved) charge(order);
    String capture = String.valueOf(taken.providerReference());
    Outcome part = refund(order, capture, 20_000, "pay_r.2");
    assertThat(part.kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(refund(order, capture, 20_000, "pay_r.2")).as("the same once more").isEqualTo(part);
    assertThat(refund(order, capture, AMOUNT, "pay_r.3"))
        .isEqualTo(new Outcome.Declined("REFUND_AMOUNT_EXCEEDED", false));
    assertThat(refund(order, capture, 30_000, "pay_r.4").kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(hub.book("paypal"))
        .containsExactly("charge " + AMOUNT, "refund 20000", "refund 30000");
  }

  private String prepare() {
    String order = "ord_" + ++payments;
    Outcome outcome = send(Operation.PREPARE, order, order, "none", null, AMOUNT);
    assertThat(outcome).isInstanceOf(Outcome.Pending.class);
    return String.valueOf(((Outcome.Pending) outcome).providerReference());
  }

  private String approved() throws Exception {
    String order = prepare();
    payer(order, "approve");
    return order;
  }

  private Outcome charge(String order) {
    return charge(order, "pay_c" + ++payments + ".1");
  }

  private Outcome charge(String order, String key) {
    return send(Operation.CHARGE, key.replaceFirst("[.].*", ""), key, order, null, AMOUNT);
  }

  private Outcome inquiry(String order) {
    return send(Operation.INQUIRY, "pay_i", "pay_i.1.inquiry", order, null, AMOUNT);
  }

  private Outcome refund(String order, String capture, long minor, String key) {
    return send(Operation.REFUND, "pay_r", key, order, capture, minor);
  }

  private Outcome send(
      Operation operation,
      String payment,
      String key,
      String order,
      @Nullable String reference,
      long minor) {
    Provider provider = hub.bean(ProviderDirectory.class).active().get("paypal");
    var call =
        new ProviderCall(
            operation,
            payment,
            key,
            null,
            reference,
            new Money(minor, Currency.of("USD")),
            "",
            Map.of("type", "paypal", "token", order),
            null,
            null,
            1,
            false);
    return hub.bean(Attempts.class)
        .send(provider, call, SendBy.within(Duration.ofSeconds(5), Clock.systemUTC()))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private void payer(String order, String what) throws Exception {
    post("/payer/" + order + "/" + what);
  }

  private void post(String path) throws Exception {
    HttpResponse<String> answer =
        PAYER.send(
            HttpRequest.newBuilder(hub.doubles().url(Doubles.PAYPAL).resolve(path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
