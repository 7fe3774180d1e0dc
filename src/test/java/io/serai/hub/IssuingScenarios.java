package io.serai.hub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.iso8583.HostConnection;
import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.NetworkHost;
import io.serai.issuing.CardTokens;
import io.serai.payment.CardNumber;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What a card network may ask of our cards, over the link that the shipped routes dial (S4.3). Each
 * test has a card of its own; card numbers are published test numbers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
abstract class IssuingScenarios {

  /** An account with one card, as a test made it. */
  record Issued(String account, String pan) {}

  /** What stands in an account. */
  record Stands(long balance, long held) {}

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final Iterator<String> pans =
      List.of(
              "4111111111111111",
              "4012888888881881",
              "5555555555554444",
              "5105105105105100",
              "378282246310005",
              "371449635398431",
              "6011000990139424",
              "3530111333300000",
              "3566002020360505",
              "30569309025904",
              "38520000023237",
              "4222222222222",
              "2223003122003222",
              "5200828282828210",
              "4000056655665556",
              "6011111111111117",
              "5019717010103742",
              "6331101999990016",
              "4242424242424242",
              "4000002500003155")
          .iterator();

  final AtomicInteger stan = new AtomicInteger();
  private TestHub hub;
  private NetworkHost network;
  private int accounts;

  /** The configuration that the hub is started with besides its own. */
  abstract Class<?> configuration();

  /** Makes an account and its card. */
  abstract void open(TestHub hub, Issued issued, String token, long balance);

  /** What stands in an account. */
  abstract Stands stands(TestHub hub, String account);

  /** What was left behind breaks no invariant. */
  abstract void assertClean(TestHub hub) throws Exception;

  @BeforeAll
  void start() {
    network = NetworkHost.start();
    hub =
        TestHub.start(
            Map.of(
                "serai.card-network.address",
                "localhost:" + network.port(),
                "spring.main.sources",
                configuration().getName()));
    await().atMost(PATIENCE).until(() -> network.signals("001") == 2);
  }

  @AfterAll
  void stop() throws Exception {
    try {
      assertClean(hub);
    } finally {
      hub.close();
      network.close();
    }
  }

  @Test
  void anAuthorizationIsApprovedAndHeldAndItsRepeatHearsTheSame() {
    Issued card = issue(1000);
    int number = stan.incrementAndGet();
    IsoMessage answer = ask(request("0100", number, card, 400));
    assertThat(answer.mti()).isEqualTo("0110");
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(answer.field(38)).matches("[0-9A-Z]{6}");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 400));
    IsoMessage again = ask(request("0101", number, card, 400));
    assertThat(again.field(39)).isEqualTo("00");
    assertThat(again.field(38)).isEqualTo(answer.field(38));
    assertThat(stands(card)).isEqualTo(new Stands(1000, 400));
    assertThat(ask(request("0100", number, card, 401)).field(39)).isEqualTo("94");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 400));
  }

  @Test
  void whatIsNotThereIsDeclinedAndAnUnknownCardIs14() {
    Issued card = issue(1000);
    assertThat(ask(request("0100", stan.incrementAndGet(), card, 1001)).field(39)).isEqualTo("51");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 0));
    Issued unknown = new Issued("", "4999999999999996");
    assertThat(ask(request("0100", stan.incrementAndGet(), unknown, 1)).field(39)).isEqualTo("14");
  }

  @Test
  void aPartIsApprovedWithItsAmountAndTheBalance() {
    Issued card = issue(1000);
    IsoMessage.Builder request = request("0100", stan.incrementAndGet(), card, 1500);
    IsoMessage answer = ask(request.set(60, "00000000000110"));
    assertThat(answer.field(39)).isEqualTo("10");
    assertThat(answer.field(4)).isEqualTo("000000001000");
    assertThat(answer.field(54)).isEqualTo("0002392C000000000000");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 1000));
  }

  @Test
  void aBalanceInquiryIsAnsweredAndHoldsNothing() {
    Issued card = issue(1000);
    for (String code : List.of("300000", "310000")) {
      IsoMessage answer = ask(request("0100", stan.incrementAndGet(), card, 0).set(3, code));
      assertThat(answer.field(39)).isEqualTo("00");
      assertThat(answer.field(54)).contains("392C000000001000");
    }
    assertThat(stands(card)).isEqualTo(new Stands(1000, 0));
  }

  @Test
  void whatAMerchantGivesBackIsThereAtOnceAndItsReversalTakesItOnce() {
    Issued card = issue(1000);
    int refund = stan.incrementAndGet();
    assertThat(ask(request("0200", refund, card, 300).set(3, "200000")).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1300, 0));
    IsoMessage told = ask(request("0220", stan.incrementAndGet(), card, 50).set(3, "200000"));
    assertThat(told.field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1350, 0));
    for (int i = 0; i < 2; i++) {
      IsoMessage.Builder reversal = naming("0400", refund, card, 300);
      String data = "0200" + requireNonNull(reversal.build().field(90)).substring(4);
      assertThat(ask(reversal.set(90, data)).field(39)).isEqualTo("00");
      assertThat(stands(card)).isEqualTo(new Stands(1050, 0));
    }
  }

  @Test
  void anIncrementAddsToItsOriginalAndBothAreTakenBackAtOnce() {
    Issued card = issue(1000);
    int original = stan.incrementAndGet();
    assertThat(ask(request("0100", original, card, 300).set(25, "06")).field(39)).isEqualTo("00");
    assertThat(ask(naming("0100", original, card, 200)).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 500));
    assertThat(ask(naming("0400", original, card, 500)).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 0));
  }

  @Test
  void anAdviceIsHeldWhateverIsThere() {
    Issued card = issue(100);
    IsoMessage answer = ask(request("0120", stan.incrementAndGet(), card, 900).set(38, "NET001"));
    assertThat(answer.mti()).isEqualTo("0130");
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(100, 900));
    assertThat(ask(request("0100", stan.incrementAndGet(), card, 1)).field(39)).isEqualTo("51");
  }

  @Test
  void anAdviceOfADeclineHoldsNothing() {
    Issued card = issue(100);
    IsoMessage answer = ask(request("0120", stan.incrementAndGet(), card, 90).set(39, "05"));
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(100, 0));
  }

  @Test
  void aCompletionBooksItsHold() {
    Issued card = issue(1000);
    int original = stan.incrementAndGet();
    ask(request("0100", original, card, 300));
    IsoMessage answer = ask(naming("0220", original, card, 250));
    assertThat(answer.mti()).isEqualTo("0230");
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(750, 0));
  }

  @Test
  void aCompletionThatOthersFollowLeavesTheRestHeld() {
    Issued card = issue(1000);
    int original = stan.incrementAndGet();
    ask(request("0100", original, card, 300));
    ask(naming("0220", stan.incrementAndGet(), original, card, 100).set(60, "0000000000000100"));
    assertThat(stands(card)).isEqualTo(new Stands(900, 200));
    ask(naming("0220", stan.incrementAndGet(), original, card, 150));
    assertThat(stands(card)).isEqualTo(new Stands(750, 0));
  }

  @Test
  void aReversalGivesBackOnceHoweverOftenItComes() {
    Issued card = issue(1000);
    int original = stan.incrementAndGet();
    ask(request("0100", original, card, 300));
    int number = stan.incrementAndGet();
    IsoMessage answer = ask(naming("0420", number, original, card, 300));
    assertThat(answer.mti()).isEqualTo("0430");
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(ask(naming("0421", number, original, card, 300)).field(39)).isEqualTo("00");
    assertThat(ask(naming("0400", original, card, 300)).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 0));
  }

  @Test
  void ofAPartialReversalTheRestStaysHeld() {
    Issued card = issue(1000);
    int original = stan.incrementAndGet();
    ask(request("0100", original, card, 300));
    String leaving = "%012d".formatted(120) + "0".repeat(30);
    assertThat(ask(naming("0400", original, card, 300).set(95, leaving)).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 120));
    assertThat(ask(naming("0400", original, card, 300).set(95, leaving)).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 120));
  }

  @Test
  void anAuthorizationThatComesAfterItsOwnReversalIsRefused() {
    Issued card = issue(1000);
    int late = stan.incrementAndGet();
    assertThat(ask(naming("0420", late, card, 300)).field(39)).isEqualTo("25");
    assertThat(ask(request("0100", late, card, 300)).field(39)).isIn("12", "94");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 0));
  }

  @Test
  void theReversalOfADeclinedOriginalIsAcknowledgedAndChangesNothing() {
    Issued card = issue(1000);
    int declined = stan.incrementAndGet();
    assertThat(ask(request("0100", declined, card, 1001)).field(39)).isEqualTo("51");
    IsoMessage answer = ask(naming("0420", declined, card, 1001));
    assertThat(answer.mti()).isEqualTo("0430");
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 0));
    assertThat(ask(request("0101", declined, card, 1001)).field(39)).isEqualTo("51");
  }

  @Test
  void ofAnIncrementThatIsReversedOnlyItselfIsGivenBackOnce() {
    Issued card = issue(1000);
    int original = stan.incrementAndGet();
    ask(request("0100", original, card, 300).set(25, "06"));
    int increment = stan.incrementAndGet();
    assertThat(ask(naming("0100", increment, original, card, 200)).field(39)).isEqualTo("00");
    assertThat(ask(naming("0420", increment, card, 200)).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 300));
    assertThat(ask(naming("0400", increment, card, 200)).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 300));
    assertThat(ask(naming("0101", increment, original, card, 200)).field(39)).isEqualTo("91");
    assertThat(ask(naming("0400", original, card, 300)).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 0));
  }

  @Test
  void aRepeatAfterItsReversalHearsNoYes() {
    Issued card = issue(1000);
    int original = stan.incrementAndGet();
    assertThat(ask(request("0100", original, card, 300)).field(39)).isEqualTo("00");
    int number = stan.incrementAndGet();
    ask(naming("0420", number, original, card, 300));
    assertThat(ask(request("0101", original, card, 300)).field(39)).isEqualTo("91");
    assertThat(ask(naming("0421", number, original, card, 300)).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 0));
  }

  @Test
  void aReversalWithoutTheCardFindsItsOriginal() {
    Issued card = issue(1000);
    int original = stan.incrementAndGet();
    ask(request("0100", original, card, 300));
    assertThat(ask(naming("0400", original, card, 300).set(2, null)).field(39)).isEqualTo("00");
    assertThat(stands(card)).isEqualTo(new Stands(1000, 0));
  }

  @Test
  void manyAtOnceTakeNoMoreThanIsThere() {
    Issued card = issue(1000);
    int first = stan.getAndAdd(50) + 1;
    HostConnection one = network.connections().get(0);
    HostConnection other = network.connections().get(1);
    for (int i = 0; i < 50; i++) {
      (i % 2 == 0 ? one : other).send(request("0100", first + i, card, 30).build());
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                network.answers().values().stream()
                        .filter(answer -> card.pan().equals(answer.field(2)))
                        .count()
                    == 50);
    assertThat(network.answers().values())
        .filteredOn(answer -> card.pan().equals(answer.field(2)))
        .filteredOn(answer -> "00".equals(answer.field(39)))
        .hasSize(33);
    assertThat(stands(card)).isEqualTo(new Stands(1000, 990));
  }

  Issued issue(long balance) {
    accounts++;
    Issued issued = new Issued("acc_" + accounts, pans.next());
    open(hub, issued, hub.bean(CardTokens.class).of(CardNumber.of(issued.pan(), "pan")), balance);
    return issued;
  }

  Stands stands(Issued card) {
    return stands(hub, card.account());
  }

  static IsoMessage.Builder request(String mti, int number, Issued card, long amount) {
    return Terminal.request(mti, number, card.pan(), amount);
  }

  /** A new message that names an original 0100. */
  private IsoMessage.Builder naming(String mti, int original, Issued card, long amount) {
    return naming(mti, stan.incrementAndGet(), original, card, amount);
  }

  private static IsoMessage.Builder naming(
      String mti, int number, int original, Issued card, long amount) {
    String data = Terminal.reversal(mti, number, original).build().field(90);
    return request(mti, number, card, amount).set(90, data);
  }

  IsoMessage ask(IsoMessage.Builder request) {
    IsoMessage message = request.build();
    HostConnection connection = network.connections().get(0);
    String name = connection.number() + "/" + message.field(11);
    network.answers().remove(name);
    connection.send(message);
    await().atMost(PATIENCE).until(() -> network.answers().containsKey(name));
    return requireNonNull(network.answers().get(name));
  }
}
