package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.iso8583.IsoMessage;
import io.serai.payment.CardNumber;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Terminals to VANs and issuers through the hub, over real sockets: no answer sends the provider's
 * own network cancel until it is acknowledged (S3.4), with a single provider it is asked instead
 * and its approval cancelled by the ordinary cancel (S3.5), and a new type of transaction needs
 * YAML and a record format alone (S3.28).
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class VanRelayTest {

  static final List<String> ALL = List.of("issuer-k", "van-a", "van-b", "van-c");

  private static final Duration SOON = Duration.ofSeconds(60);

  private TestHub hub;
  private int stan = 100;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Path kamelets = Files.createDirectory(folder.resolve("kamelets"));
    StringBuilder rules = new StringBuilder();
    ALL.forEach(
        name -> {
          rules.append(rule("ONLY " + name, "providers: " + name));
          rules.append(
              rule(
                  "FIRST " + name,
                  "providers: " + name + ",issuer-h",
                  "strategy: priority",
                  "afterUnknown: stop"));
        });
    String at = "              # 4…: the issuer itself, over HTTP.";
    EditedFolder.shipped(routes).replace("online/approvals.camel.yaml", at, rules + at);
    withVouchers(new EditedFolder(kamelets).fill(Path.of("kamelets")));
    Map<String, String> settings = new HashMap<>();
    settings.put("serai.routes.folder", routes.toString());
    settings.put("serai.kamelets.folder", kamelets.toString());
    ALL.forEach(
        name -> {
          settings.put("serai.providers." + name + ".timeout", "1500ms");
          settings.put("serai.providers." + name + ".late-window", "500ms");
          settings.put("serai.providers." + name + ".bypass-errors", "1000");
        });
    hub = TestHub.startDialing(settings);
  }

  private static String rule(String merchant, String... parameters) {
    return """
        - simple: "${body[merchant]} == '%s'"
          steps:
            - to:
                uri: payment:authorize
                parameters:
                  %s
        """
        .formatted(merchant, String.join("\n" + " ".repeat(10), parameters))
        .indent(14);
  }

  /** What an ops engineer writes for prepaid vouchers: a branch, and two records. */
  private static void withVouchers(EditedFolder kamelets) {
    String first = "                    - simple: \"${body[operation]} in 'authorize,charge' &&";
    kamelets.replace(
        "van-a-action.kamelet.yaml",
        first,
        """
        - simple: "${body[operation]} == 'charge' && ${body[method][type]} == 'prepaid_voucher'"
          steps:
            - setBody:
                jq:
                  resultType: java.util.Map
                  expression: |-
                    {
                      type: "PV10",
                      order: .payment,
                      merchant: .merchant,
                      voucher: .method.voucher,
                      amount: .amount,
                      currency: .currency
                    }
        """
                .indent(20)
            + first);
    kamelets.replace(
        "van-a.beanio.xml",
        "    <!-- A cash receipt. -->",
        """
            <record name="voucher" class="map">
              <field name="type" length="4" rid="true" literal="PV10"/>
              <include template="header"/>
              <field name="order" length="32"/>
              <field name="merchant" length="15"/>
              <field name="voucher" length="16"/>
              <field name="amount" length="12" type="long" justify="right" padding="0"/>
              <field name="currency" length="3"/>
            </record>
            <!-- A cash receipt. -->\
        """);
    String answers =
        "  <stream name=\"answers\" format=\"fixedlength\" mode=\"read\" strict=\"true\">";
    kamelets.replace(
        "van-a.beanio.xml",
        answers,
        answers
            + """

                <record name="voucher" class="map">
                  <field name="type" length="4" rid="true" literal="PV11"/>
                  <include template="header"/>
                  <include template="decision"/>
                </record>
            """);
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aTerminalsApprovalAndDeclineAreTheProviders(String name) {
    assertThat(code("ONLY " + name)).isEqualTo("00");
    assertThat(hub.book(name)).containsExactly("authorize 1000");
    hub.doubles().behave(name, "decline:51");
    assertThat(code("ONLY " + name)).isEqualTo("51");
    assertThat(hub.book(name)).hasSize(1);
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void noAnswerSendsTheNetworkCancelUntilItIsAcknowledged(String name) {
    hub.doubles().behave(name, "commit-then-reset", 1);
    assertThat(code("FIRST " + name)).isEqualTo("91");
    await().atMost(SOON).until(() -> hub.payment(stan).state().equals("reversed"));
    assertThat(operations()).containsExactly("authorize", "reversal");
    assertThat(hub.book(name)).containsExactly("authorize 1000", "reversal 1000");
    assertThat(hub.book("issuer-h")).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aNetworkCancelThatIsNotAnsweredIsSentAgain(String name) {
    hub.doubles().behave(name, "delay:60000", 1);
    assertThat(code("FIRST " + name)).isEqualTo("91");
    hub.doubles().behave(name, "hang", 2);
    await().atMost(SOON).until(() -> hub.payment(stan).state().equals("reversed"));
    assertThat(operations()).startsWith("authorize", "reversal", "reversal").hasSize(4);
    assertThat(hub.book(name)).containsExactly("authorize 1000", "reversal 1000");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void theOnlyProviderIsAskedAndItsApprovalTakesTheOrdinaryCancel(String name) {
    hub.doubles().behave(name, "garbage", 1);
    assertThat(code("ONLY " + name)).isEqualTo("91");
    await().atMost(SOON).until(() -> hub.payment(stan).state().equals("reversed"));
    assertThat(operations()).containsExactly("authorize", "inquiry", "void");
    assertThat(hub.book(name)).containsExactly("authorize 1000", "void 1000");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void whoIsNotThereIsLeftForTheNext(String name) {
    hub.doubles().behave(name, "refuse");
    assertThat(code("FIRST " + name)).isEqualTo("00");
    assertThat(hub.book("issuer-h")).containsExactly("authorize 1000");
  }

  @Test
  void aNewTypeOfTransactionNeedsYamlAndARecordFormatAlone() {
    assertThat(charge(Map.of("type", "prepaid_voucher", "voucher", "9900112233445566")))
        .isInstanceOf(Outcome.Approved.class);
    assertThat(hub.book("van-a")).containsExactly("charge 30000");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void manyAtOnceAreEachAnsweredWithTheirOwn(String name) {
    List<CompletableFuture<IsoMessage>> asked = new ArrayList<>();
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      for (int i = 0; i < 64; i++) {
        asked.add(
            terminal.sendAsync(
                Terminal.request("0100", ++stan, Terminal.VISA, 1000 + i).set(42, "ONLY " + name)));
      }
      assertThat(asked).allSatisfy(answer -> assertThat(answer.join().field(39)).isEqualTo("00"));
    }
    assertThat(hub.book(name)).hasSize(64).doesNotHaveDuplicates();
  }

  @Test
  void aCashReceiptIsARecordOfItsOwn() {
    CardNumber issuedTo = CardNumber.ofReceipt("01012345678", "identity");
    assertThat(
            charge(
                Map.of("type", "cash_receipt", "purpose", "consumer", "pan", issuedTo), issuedTo))
        .isInstanceOf(Outcome.Approved.class);
    assertThat(hub.book("van-a")).containsExactly("charge 30000");
  }

  private Outcome charge(Map<String, Object> method) {
    return charge(method, null);
  }

  private Outcome charge(Map<String, Object> method, @Nullable CardNumber card) {
    var call =
        new ProviderCall(
            Operation.CHARGE,
            "pay_of_type",
            "pay_of_type." + ++stan,
            null,
            null,
            new Money(30_000, Currency.of("KRW")),
            "MERCHANT0000001",
            method,
            card,
            null,
            1,
            false);
    return hub.bean(Attempts.class)
        .send(
            hub.bean(ProviderDirectory.class).active().get("van-a"),
            call,
            SendBy.within(Duration.ofSeconds(5), Clock.systemUTC()))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private String code(String merchant) {
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      IsoMessage answer = terminal.send(Terminal.request("0100", ++stan).set(42, merchant));
      return String.valueOf(answer.field(39));
    }
  }

  private List<String> operations() {
    return hub.jdbc()
        .queryForList(
            "select data::jsonb ->> 'operation' from journal"
                + " where event = 'attempt-started' and payment_id = ? order by seq",
            String.class,
            hub.payment(stan).id());
  }
}
