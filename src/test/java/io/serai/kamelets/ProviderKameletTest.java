package io.serai.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.BookEntry;
import io.serai.doubles.Doubles;
import io.serai.kamelets.KameletCaller.Started;
import io.serai.payment.CardNumber;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped Kamelets against the provider doubles: evidence, exceptions, and nobody waits. */
@Timeout(60)
class ProviderKameletTest {

  private static final String CARD = "4111111111111111";
  private static Doubles doubles;
  private static KameletCaller kamelets;

  @BeforeAll
  static void start() {
    doubles = Doubles.start();
    kamelets = new KameletCaller(doubles);
  }

  @AfterAll
  static void stop() {
    kamelets.close();
    doubles.close();
  }

  @BeforeEach
  void forget() {
    doubles.reset();
  }

  @Test
  void gatewayAChargesRefundsReversesAndAsks() throws Exception {
    Map<?, ?> charged = kamelets.call("gateway-a", sale("gateway-a", "k1"));
    assertEvidence(charged, 200, "succeeded");
    assertThat(String.valueOf(charged.get("approval_code"))).matches("\\d{6}");

    Map<String, Object> refund = about("refund", "f1", "k1", 400);
    refund.put("original_reference", String.valueOf(charged.get("provider_reference")));
    assertEvidence(kamelets.call("gateway-a", refund), 200, "succeeded");
    refund.put("key", "f2");
    refund.put("amount", 700L);
    assertEvidence(kamelets.call("gateway-a", refund), 402, "card_declined");

    kamelets.call("gateway-a", sale("gateway-a", "k2"));
    assertEvidence(
        kamelets.call("gateway-a", about("reversal", "r2", "k2", 1000)), 200, "reversed");
    assertEvidence(
        kamelets.call("gateway-a", about("reversal", "r3", "k3", 1000)), 404, "no_original");
    assertEvidence(kamelets.call("gateway-a", about("inquiry", "", "k1", 0)), 200, "succeeded");
    assertEvidence(
        kamelets.call("gateway-a", about("inquiry", "", "k2", 0)), 200, "original_reversed");
    assertEvidence(kamelets.call("gateway-a", about("inquiry", "", "k4", 0)), 404, "no_original");
    assertThat(operations("gateway-a")).containsExactly("charge", "refund", "charge", "reversal");
  }

  @Test
  void gatewayBChargesRefundsReversesAndAsks() throws Exception {
    Map<?, ?> charged = kamelets.call("gateway-b", sale("gateway-b", "k1"));
    assertEvidence(charged, 200, "captured");
    assertThat(String.valueOf(charged.get("approval_code"))).matches("\\d{6}");

    Map<String, Object> refund = about("refund", "f1", "k1", 400);
    refund.put("original_reference", String.valueOf(charged.get("provider_reference")));
    assertEvidence(kamelets.call("gateway-b", refund), 200, "refunded");
    refund.put("key", "f2");
    refund.put("amount", 700L);
    assertEvidence(kamelets.call("gateway-b", refund), 200, "refused");

    kamelets.call("gateway-b", sale("gateway-b", "k2"));
    assertEvidence(
        kamelets.call("gateway-b", about("reversal", "r2", "k2", 1000)), 200, "cancelled");
    assertEvidence(
        kamelets.call("gateway-b", about("reversal", "r3", "k3", 1000)), 200, "no_original");
    assertEvidence(kamelets.call("gateway-b", about("inquiry", "", "k1", 0)), 200, "captured");
    assertEvidence(kamelets.call("gateway-b", about("inquiry", "", "f1", 0)), 200, "refunded");
    assertEvidence(
        kamelets.call("gateway-b", about("inquiry", "", "k2", 0)), 200, "original_reversed");
    assertEvidence(kamelets.call("gateway-b", about("inquiry", "", "k4", 0)), 200, "no_original");
    assertThat(operations("gateway-b")).containsExactly("charge", "refund", "charge", "reversal");
  }

  @Test
  void issuerHAuthorizesReversesAndAsks() throws Exception {
    Started started = kamelets.start("issuer-h", sale("issuer-h", "k1"));
    Map<?, ?> authorized = started.evidence();
    assertEvidence(authorized, 200, "00");
    assertThat(String.valueOf(authorized.get("approval_code"))).matches("\\d{6}");
    assertThat(started.exchange().getVariables()).doesNotContainValue(CARD);

    assertEvidence(kamelets.call("issuer-h", about("inquiry", "", "k1", 0)), 200, "00");
    assertEvidence(kamelets.call("issuer-h", about("reversal", "r1", "k1", 1000)), 200, "00");
    assertEvidence(
        kamelets.call("issuer-h", about("inquiry", "", "k1", 0)), 200, "original_reversed");
    assertEvidence(
        kamelets.call("issuer-h", about("reversal", "r2", "k2", 1000)), 200, "no_original");
    assertEvidence(kamelets.call("issuer-h", about("inquiry", "", "k3", 0)), 200, "no_original");
    assertThat(operations("issuer-h")).containsExactly("authorize", "reversal");
    assertThat(doubles.book("issuer-h").get(0).hubReference()).isEqualTo("pay_k1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-a", "gateway-b", "issuer-h"})
  void aDeclineCarriesTheProvidersCode(String provider) throws Exception {
    doubles.behave(provider, "decline:51");
    assertThat(kamelets.call(provider, sale(provider, "k1")).get("decline_code")).isEqualTo("51");
    assertThat(doubles.book(provider)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-a", "gateway-b", "issuer-h"})
  void unavailableIsEvidenceForTheTable(String provider) throws Exception {
    doubles.behave(provider, "unavailable");
    assertEvidence(kamelets.call(provider, sale(provider, "k1")), 503, "try_elsewhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-a", "gateway-b", "issuer-h"})
  void aRefusedConnectionIsAConnectException(String provider) throws Exception {
    kamelets.call(provider, sale(provider, "k1")); // leaves a kept-alive connection behind
    doubles.behave(provider, "refuse");

    // Until the client has read that the kept connection is closed, it may send on that.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              Started started = kamelets.start(provider, sale(provider, "k2"));
              assertThat(started.failure()).isInstanceOf(ConnectException.class);
              assertNothingOfTheRequestIsLeft(started);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-a", "gateway-b", "issuer-h"})
  void aResetAfterTheFirstByteIsAnotherExceptionAndIsNotSentAgain(String provider)
      throws Exception {
    doubles.behave(provider, "commit-then-reset");

    Started started = kamelets.start(provider, sale(provider, "k1"));
    assertThat(started.failure()).isNotInstanceOf(ConnectException.class);
    assertNothingOfTheRequestIsLeft(started);
    assertThat(doubles.book(provider)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-a", "gateway-b", "issuer-h"})
  void garbageIsAnExceptionThatDoesNotShowTheCard(String provider) throws Exception {
    doubles.behave(provider, "garbage");

    Started started = kamelets.start(provider, sale(provider, "k1"));
    assertThat(String.valueOf(started.failure())).doesNotContain(CARD);
    assertNothingOfTheRequestIsLeft(started);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-a", "gateway-b", "issuer-h"})
  void withoutAConnectionNothingIsSentLater(String provider) throws Exception {
    doubles.behave(provider, "delay:1000");
    Started first = kamelets.start(provider, sale(provider, "k1"), "&maxConnections=1");
    await().until(() -> doubles.book(provider).size() == 1);

    Started second = kamelets.start(provider, sale(provider, "k2"), "&maxConnections=1");
    assertThat(second.failure().getClass().getSimpleName())
        .isEqualTo("ConnectionPoolTooBusyException");
    assertThat(first.evidence().get("status")).isEqualTo(200);
    assertThat(doubles.book(provider)).hasSize(1);
  }

  @Test
  void anOperationThatTheProviderHasNotIsRefusedBeforeAnythingIsSent() throws Exception {
    Started started = kamelets.start("issuer-h", about("refund", "f1", "k1", 1));
    assertThat(started.failure()).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-a", "gateway-b", "issuer-h"})
  void nobodyWaitsForAnAnswer(String provider) throws Exception {
    kamelets.call(provider, sale(provider, "warm"));
    doubles.behave(provider, "delay:300");
    long begin = System.nanoTime();
    List<Started> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      calls.add(kamelets.start(provider, sale(provider, "k" + i)));
    }
    assertThat(calls).noneMatch(Started::finishedAtOnce);
    for (Started call : calls) {
      assertThat(call.evidence().get("status")).isEqualTo(200);
    }
    // one after the other it would be 60 s, on the client's usual five connections 12 s
    assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(6_000);
  }

  private static void assertNothingOfTheRequestIsLeft(Started started) {
    assertThat(started.exchange().getMessage().getHeaders()).isEmpty();
    assertThat(String.valueOf(started.exchange().getMessage().getBody())).doesNotContain(CARD);
    assertThat(started.exchange().getVariables()).doesNotContainValue(CARD);
  }

  private static void assertEvidence(Map<?, ?> evidence, int status, String code) {
    assertThat(evidence.get("status")).isEqualTo(status);
    assertThat(evidence.get("code")).isEqualTo(code);
    if (code.equals("no_original")) {
      // a decline code would hide it: the table prefers the provider's own
      assertThat(evidence.get("decline_code")).isNull();
    }
  }

  private static List<String> operations(String provider) {
    return doubles.book(provider).stream().map(BookEntry::operation).toList();
  }

  private static Map<String, Object> sale(String provider, String key) {
    boolean issuer = provider.equals("issuer-h");
    Map<String, Object> method =
        issuer
            ? Map.of("type", "card", "pan", CardNumber.of(CARD, "method.pan"), "expiry", "2812")
            : Map.of("type", "card", "token", "tok_visa", "brand", "visa");
    Map<String, Object> call = new HashMap<>();
    call.put("operation", issuer ? "authorize" : "charge");
    call.put("payment", "pay_" + key);
    call.put("key", key);
    call.put("amount", 1000L);
    call.put("currency", "JPY");
    call.put("method", method);
    call.put("reference", "order-1");
    return call;
  }

  private static Map<String, Object> about(
      String operation, String key, String original, long amount) {
    Map<String, Object> call = new HashMap<>();
    call.put("operation", operation);
    call.put("payment", "pay_" + original);
    call.put("key", key);
    call.put("original_key", original);
    call.put("currency", "JPY");
    if (amount > 0) {
      call.put("amount", amount);
    }
    return call;
  }
}
