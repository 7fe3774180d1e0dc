package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.serai.client.AppleReceiptRequest;
import io.serai.client.Call;
import io.serai.client.Charge;
import io.serai.client.ChargeRequest;
import io.serai.client.ChargeState;
import io.serai.client.ClientSettings;
import io.serai.client.GoogleReceiptRequest;
import io.serai.client.History;
import io.serai.client.HubErrorException;
import io.serai.client.HubProblem;
import io.serai.client.Method;
import io.serai.client.NoAnswerException;
import io.serai.client.Order;
import io.serai.client.OrderRequest;
import io.serai.client.OrderStatus;
import io.serai.client.Providers;
import io.serai.client.Receipt;
import io.serai.client.ReceiptState;
import io.serai.client.Refund;
import io.serai.client.RefundRequest;
import io.serai.client.RefundState;
import io.serai.client.SeraiClient;
import io.serai.hub.CommandLineOfAHub.Said;
import io.serai.payment.ErrorCode;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java client and the commands against the real hub (S0.7, S1.61, S1.62, S1.64): each
 * operation, lost answers, the client's jar by itself, and that curl says the same.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ClientOfTheHubTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final ChargeRequest REQUEST =
      ChargeRequest.of(1000, "JPY", Method.card("tok_visa", "visa")).withReference("order-1");
  private static final OrderRequest ORDER =
      new OrderRequest(
          "my-cluster", "0b6f7a52-3f0e-4c56-9a4e-2f3c8f1f7d11", true, false, 20, 10, "USD");

  private TestHub hub;
  private URI uri;
  private SeraiClient client;
  private CommandLineOfAHub serai;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    hub = TestHub.start();
    uri = hub.rest().hub();
    client = SeraiClient.of(uri, TestHub.API_KEY);
    serai =
        new CommandLineOfAHub(
            uri, Files.writeString(folder.resolve("api-key"), TestHub.API_KEY + "\n"));
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  private static String key() {
    return SeraiClient.newKey();
  }

  @Test
  void aChargeIsMadeOnceReadConfirmedGivenBackAndTold() {
    String key = key();
    Charge charge = client.charge(key, REQUEST);
    assertThat(charge.state()).isEqualTo(ChargeState.APPROVED);
    assertThat(charge.provider()).isEqualTo("gateway-a");
    assertThat(charge.reference()).isEqualTo("order-1");
    assertThat(client.charge(key, REQUEST)).isEqualTo(charge);
    assertThat(client.charge(charge.id())).isEqualTo(charge);
    assertThat(client.confirm(key(), charge.id()).confirmedAt()).isNotNull();

    Refund part = client.refund(key(), charge.id(), RefundRequest.of(400).because("one came back"));
    assertThat(part.state()).isEqualTo(RefundState.SUCCEEDED);
    assertThat(part.payment()).isEqualTo(charge.id());
    assertThat(client.charge(charge.id()).refunded()).isEqualTo(400);
    assertThat(client.refund(key(), charge.id(), RefundRequest.all()).amount()).isEqualTo(600);
    assertThat(client.charge(charge.id()).state()).isEqualTo(ChargeState.REFUNDED);
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000", "refund 400", "refund 600");

    History history = client.history(charge.id());
    assertThat(history.state()).isEqualTo("refunded");
    assertThat(history.entries()).extracting(History.Entry::operation).contains("charge", "refund");
    assertThat(client.providers().providers())
        .extracting(Providers.Provider::name)
        .contains("gateway-a", "paypal");
  }

  @Test
  void anErrorHasTheHubsCodeAndSaysWhatToMend() {
    hub.doubles().behave("gateway-a", "decline:51", 1);
    HubErrorException declined =
        catchThrowableOfType(HubErrorException.class, () -> client.charge(key(), REQUEST));
    assertThat(declined.errorCode()).contains(ErrorCode.DECLINED);
    assertThat(declined.problem().declineCode()).isEqualTo("51");
    assertThat(client.charge(String.valueOf(declined.problem().id())).state())
        .isEqualTo(ChargeState.DECLINED);

    HubErrorException wrong =
        catchThrowableOfType(
            HubErrorException.class,
            () -> client.charge(key(), ChargeRequest.of(0, "yen", Method.card("t", "visa"))));
    assertThat(wrong.errorCode()).contains(ErrorCode.INVALID_FIELD);
    assertThat(wrong.problem().errors())
        .extracting(HubProblem.FieldError::field)
        .containsExactly("amount", "currency");
    assertThat(wrong.problem().traceId()).isNotEmpty();

    assertThatThrownBy(() -> SeraiClient.of(uri, "sk_nobody").charge("pay_1"))
        .isInstanceOfSatisfying(
            HubErrorException.class,
            failure -> assertThat(failure.errorCode()).contains(ErrorCode.UNAUTHORIZED));
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainAndNothingIsChargedTwice() throws Exception {
    try (LossyProxy proxy = new LossyProxy(uri)) {
      var lossy =
          new SeraiClient(
              ClientSettings.of(proxy.uri(), TestHub.API_KEY)
                  .withPauses(Duration.ofMillis(20), Duration.ofMillis(100)));
      proxy.loseAnswers(3);
      assertThat(lossy.charge(key(), REQUEST).state()).isEqualTo(ChargeState.APPROVED);
      assertThat(hub.book("gateway-a")).containsExactly("charge 1000");

      proxy.loseAnswers(4);
      String key = key();
      assertThatThrownBy(() -> lossy.charge(key, REQUEST))
          .isInstanceOfSatisfying(
              NoAnswerException.class, failure -> assertThat(failure.mayHaveHappened()).isTrue());
      assertThat(lossy.charge(key, REQUEST).state()).isEqualTo(ChargeState.APPROVED);
      assertThat(hub.book("gateway-a")).containsExactly("charge 1000", "charge 1000");
    }
  }

  @Test
  void manyAreUnderWayAtOnceAndNoneHoldsAThread() {
    hub.doubles().behave("gateway-a", "delay:500");
    List<CompletableFuture<Charge>> all =
        IntStream.range(0, 50)
            .mapToObj(i -> client.sendAsync(Call.charge(key(), REQUEST)))
            .toList();
    assertThat(all).allMatch(one -> one.join().state() == ChargeState.APPROVED);
    assertThat(hub.book("gateway-a")).hasSize(50);
  }

  @Test
  void anUnknownIsAnAnswerAndIsToldLater() {
    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    Charge charge = client.charge(key(), REQUEST);
    assertThat(charge.state()).isEqualTo(ChargeState.UNKNOWN);
    await().atMost(SOON).until(() -> client.charge(charge.id()).state() == ChargeState.REVERSED);
  }

  @Test
  void ordersAndReceiptsAreTypedToo() {
    assertThat(client.orderPrices().basic()).isEqualTo(2000);
    assertThat(client.orderPrices().prices()).hasSizeGreaterThan(1);
    Order order = client.order(key(), ORDER);
    assertThat(order.status()).isEqualTo(OrderStatus.WAITING_FOR_APPROVAL);
    assertThat(order.amount()).isEqualTo(2850);
    assertThat(order.approvalUrl()).startsWith("https://");
    assertThatThrownBy(() -> client.approveOrder(key(), order.orderId()))
        .isInstanceOfSatisfying(
            HubErrorException.class,
            failure -> assertThat(failure.errorCode()).contains(ErrorCode.ORDER_NOT_APPROVED));

    Receipt google =
        client.googleReceipt(
            key(), GoogleReceiptRequest.ofSubscription("u-1", "premium_monthly", "sub-active-3"));
    assertThat(google.state()).isEqualTo(ReceiptState.VERIFIED);
    assertThat(client.receipt(google.id())).isEqualTo(google);
    assertThatThrownBy(
            () ->
                client.appleReceipt(
                    key(), AppleReceiptRequest.ofSigned("u-1", "premium_monthly", "a.b.c")))
        .isInstanceOfSatisfying(
            HubErrorException.class,
            failure -> assertThat(failure.errorCode()).contains(ErrorCode.RECEIPT_FORGED));
  }

  @Test
  void theJarNeedsTheJdkAndJacksonAndHasItsLicence() throws Exception {
    assertThat(ClientJar.path()).exists();
    assertThat(ClientJar.needs())
        .containsExactlyInAnyOrder(
            "java.base",
            "java.net.http",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind");
    try (JarFile jar = new JarFile(ClientJar.path().toFile())) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName()))
          .contains("META-INF/serai-client/LICENSE", "io/serai/payment/ErrorCode.class")
          .allMatch(
              name ->
                  name.startsWith("io/serai/client/")
                      || name.startsWith("io/serai/payment/ErrorCode")
                      || name.startsWith("META-INF/"));
      var licence = jar.getInputStream(jar.getEntry("META-INF/serai-client/LICENSE"));
      assertThat(new String(licence.readAllBytes(), StandardCharsets.UTF_8))
          .contains("Apache License", "Version 2.0", "END OF TERMS AND CONDITIONS");
      assertThat(jar.getManifest().getMainAttributes().getValue("Bundle-License"))
          .isEqualTo("Apache-2.0");
    }
  }

  @Test
  void theExampleOfItsPageChargesWithTheJarAlone(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("Checkout.java");
    ClientJar.compile(Files.writeString(source, ClientJar.shown("java")), folder);
    try (URLClassLoader alone = ClientJar.alone(folder)) {
      assertThatThrownBy(() -> alone.loadClass("io.serai.payment.Money"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThatThrownBy(() -> alone.loadClass("org.jspecify.annotations.Nullable"))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> checkout = alone.loadClass("shop.Checkout");
      Object shop =
          checkout.getConstructor(URI.class, String.class).newInstance(uri, TestHub.API_KEY);
      var pay = checkout.getMethod("pay", String.class, long.class);
      Object paid = pay.invoke(shop, "shop-1", 1200L);
      assertThat(paid).asString().startsWith("paid by pay_");
      assertThat(pay.invoke(shop, "shop-1", 1200L)).isEqualTo(paid);
      assertThat(hub.book("gateway-a")).containsExactly("charge 1200");
      hub.doubles().behave("gateway-a", "decline:51", 1);
      assertThat(pay.invoke(shop, "shop-2", 1200L)).isEqualTo("declined with 51");
      assertThatThrownBy(() -> pay.invoke(shop, "shop-1", 1300L))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageStartingWith("idempotency_key_reused: ");
    }
  }

  @Test
  void aChargeByCommandByCurlAndByTheClientIsTheSame() throws Exception {
    String[] charge = {
      "charge",
      "--amount=1000",
      "--currency=JPY",
      "--token=tok_visa",
      "--brand=visa",
      "--reference=it's mine",
      "--key=three-ways",
      "--json"
    };
    Said said = serai.run(charge);
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.err()).isEmpty();
    String[] shown = Arrays.copyOf(charge, charge.length + 1);
    shown[charge.length] = "--curl";
    assertThat(serai.shell(serai.run(shown).out())).isEqualToIgnoringNewLines(said.out());
    Charge same = client.charge("three-ways", REQUEST.withReference("it's mine"));
    assertThat(said.out()).contains(same.id());
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000");
  }

  @Test
  void everyOperationIsACommand() {
    Said charged =
        serai.run("charge", "--amount=1000", "--currency=JPY", "--token=tok_visa", "--brand=visa");
    assertThat(charged.exit()).isZero();
    assertThat(charged.err()).containsPattern("add --key [0-9a-f-]{36}");
    assertThat(charged.out()).containsPattern("state +approved").containsPattern("amount +1000");
    String id = charged.value("id");

    assertThat(serai.run("payment", "confirm", id).value("confirmed_at")).isNotEmpty();
    assertThat(serai.run("refund", id, "--amount=400", "--reason=why").value("state"))
        .isEqualTo("succeeded");
    assertThat(serai.run("payment", "show", id).value("refunded")).isEqualTo("400");
    assertThat(serai.run("history", id).out())
        .startsWith(id + "  partially_refunded")
        .containsPattern("1  \\S+  attempt-started  pending  charge  gateway-a  1000 JPY");
    assertThat(serai.run("order", "prices").out()).containsPattern("basic +2000");

    Said order =
        serai.run(
            "order",
            "create",
            "--cluster-name=my-cluster",
            "--user-id=0b6f7a52-3f0e-4c56-9a4e-2f3c8f1f7d11",
            "--monitoring",
            "--images-storage=20",
            "--monitoring-storage=10",
            "--currency=USD");
    assertThat(order.value("amount")).as(order.err()).isEqualTo("2850");
    Said early = serai.run("order", "approve", order.value("order_id"));
    assertThat(early.exit()).isEqualTo(1);
    assertThat(early.err()).contains("serai: order_not_approved: the payer has not approved");

    Said receipt =
        serai.run(
            "receipt",
            "google",
            "--user=u-2",
            "--product=premium_monthly",
            "--kind=subscription",
            "--token=sub-active-2");
    assertThat(receipt.exit()).as(receipt.err()).isZero();
    assertThat(serai.run("receipt", "show", receipt.value("id")).value("state"))
        .isEqualTo("verified");
    Said forged =
        serai.run(
            "receipt",
            "apple",
            "--user=u-2",
            "--product=premium_monthly",
            "--signed-transaction=README.md");
    assertThat(forged.exit()).isEqualTo(2);
  }

  @Test
  void theExitCodeSaysWhatBecameOfIt() {
    String[] charge = {
      "charge", "--amount=1000", "--currency=JPY", "--token=tok_visa", "--brand=visa"
    };
    hub.doubles().behave("gateway-a", "decline:51", 1);
    Said declined = serai.run(charge);
    assertThat(declined.exit()).isEqualTo(1);
    assertThat(declined.err())
        .contains("serai: declined: The provider declined.", "serai:   decline_code 51");

    Said wrong = serai.run("charge", "--amount=0", "--currency=yen", "--token=t", "--json");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("serai: invalid_field: 2 fields are wrong: amount, currency")
        .contains("serai:   amount: must be at least 1");
    assertThat(wrong.out()).contains("\"code\":\"invalid_field\"");
    assertThat(serai.run("history", "pay_none").exit()).isEqualTo(2);

    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    Said unknown = serai.run(charge);
    assertThat(unknown.exit()).isEqualTo(3);
    assertThat(unknown.value("state")).isEqualTo("unknown");
    await().atMost(SOON).until(() -> serai.run("payment", "show", unknown.value("id")).exit() == 1);

    hub.doubles().behave("gateway-a", "refuse");
    hub.doubles().behave("gateway-b", "refuse");
    String[] once = Arrays.copyOf(charge, charge.length + 1);
    once[charge.length] = "--tries=1";
    Said later = serai.run(once);
    assertThat(later.exit()).isEqualTo(5);
    assertThat(later.err()).contains("serai: providers_unavailable: ");
  }

  @Test
  void theCurlLinesOfThePageDoWhatTheySay() throws Exception {
    String lines = ClientJar.shown("sh").replace("http://localhost:8080", uri.toString());
    List<String> told = serai.shell(lines).lines().toList();
    List<String> expected =
        List.of(
            "\"state\":\"approved\"",
            "\"confirmed_at\"",
            "\"state\":\"succeeded\"",
            "\"entries\"",
            "\"basic\":2000",
            "\"code\":\"order_not_approved\"",
            "\"state\":\"verified\"",
            "\"state\":\"verified\"");
    assertThat(told).hasSameSizeAs(expected);
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i)).contains(expected.get(i));
    }
  }
}
