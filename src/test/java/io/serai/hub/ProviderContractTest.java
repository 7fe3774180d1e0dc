package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.doubles.BookEntry;
import io.serai.payment.CardNumber;
import io.serai.payment.Currency;
import io.serai.payment.LinkTrace;
import io.serai.payment.Money;
import io.serai.payment.MoneyEvent;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.PassedElements;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What every provider does, each in its own language over a real socket (S0.8, S1.59, S3.2, S3.3):
 * it approves, declines, cancels an approval that is named, cancels a request that is named, says
 * what became of one, and gives back all or a part. What it cannot do it does not declare.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ProviderContractTest {

  /** Approvals of cards whose numbers are sent. */
  private static final List<String> RELAYED =
      List.of("issuer-h", "issuer-k", "van-a", "van-b", "van-c");

  /** Online card gateways, which charge tokens. */
  private static final List<String> ONLINE = List.of("gateway-a", "gateway-b", "stripe");

  static final List<String> ALL = all(RELAYED, ONLINE);

  /** Those that give back a part of what they took. */
  static final List<String> REFUNDING = all(List.of("van-a", "van-b", "van-c"), ONLINE);

  /** Those with an ordinary cancel. */
  static final List<String> VOIDING = all(RELAYED, List.of("stripe"));

  /** Those with a network cancel. */
  static final List<String> REVERSING = all(RELAYED, List.of("gateway-a", "gateway-b"));

  /** Those without a link, whose connections nobody has to dial again after a reset. */
  static final List<String> UNLINKED = all(List.of("issuer-h", "van-a", "van-b"), ONLINE);

  static final List<String> UNLINKED_REFUNDING = all(List.of("van-a", "van-b"), ONLINE);

  private static final long AMOUNT = 50_000;

  private TestHub hub;
  private int payments;

  /** A request that was sent, as the journal knows it. */
  private record Sent(ProviderCall call, Outcome outcome) {

    String reference() {
      return String.valueOf(((Outcome.Approved) outcome).providerReference());
    }
  }

  @BeforeAll
  void start() {
    hub =
        TestHub.startDialing(
            ALL.stream()
                .collect(Collectors.toMap(n -> "serai.providers." + n + ".timeout", n -> "2s")));
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
  void anApprovalStandsInTheBookAndIsFoundByAskingForTheRequest(String name) {
    Sent sale = begin(name);
    assertThat(sale.outcome()).isInstanceOf(Outcome.Approved.class);
    Outcome.Approved approved = (Outcome.Approved) sale.outcome();
    assertThat(approved.approvalCode()).isNotBlank();
    assertThat(approved.providerReference()).isNotBlank();
    assertThat(book(name)).containsExactly(begun(name));
    assertThat(hub.doubles().book(name).get(0).currency()).isEqualTo("KRW");

    assertThat(about(Operation.INQUIRY, sale, AMOUNT)).isEqualTo(approved);
    assertThat(send(provider(name), sale.call()))
        .as("the same request once more")
        .isEqualTo(approved);
    assertThat(book(name)).hasSize(1);
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aDeclineIsFinalAndBooksNothing(String name) {
    hub.doubles().behave(name, "decline:51");
    Sent sale = begin(name);
    assertThat(sale.outcome()).isEqualTo(new Outcome.Declined("51", false));
    assertThat(about(Operation.INQUIRY, sale, AMOUNT).kind()).isEqualTo(Outcome.Kind.DECLINED);
    assertThat(book(name)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aProviderThatPromisesThatNothingHappenedLetsAnotherBeAsked(String name) {
    hub.doubles().behave(name, "unavailable", 1);
    assertThat(begin(name).outcome().elsewhere()).isTrue();
    assertThat(book(name)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("VOIDING")
  void theOrdinaryCancelNamesTheApprovalAndCountsOnce(String name) {
    Sent sale = begin(name);
    Sent other = begin(name);
    assertThat(about(Operation.VOID, sale, AMOUNT).kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(about(Operation.VOID, sale, AMOUNT).kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(book(name))
        .containsExactly(begun(name), begun(name), (online(name) ? "refund " : "void ") + AMOUNT);
    assertThat(hub.doubles().book(name).get(2).hubReference()).isEqualTo(sale.call().payment());
    assertThat(about(Operation.INQUIRY, sale, AMOUNT).code())
        .isEqualTo(MoneyEvent.ORIGINAL_REVERSED);
    assertThat(about(Operation.INQUIRY, other, AMOUNT).kind()).isEqualTo(Outcome.Kind.APPROVED);
  }

  @ParameterizedTest
  @FieldSource("REVERSING")
  void theNetworkCancelNamesTheRequestAlsoWhereItsAnswerNeverCame(String name) {
    hub.doubles().behave(name, "commit-then-reset", 1);
    Sent lost = begin(name);
    assertThat(lost.outcome().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
    assertThat(book(name)).containsExactly(begun(name));
    assertThat(about(Operation.REVERSAL, lost, AMOUNT).kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(about(Operation.REVERSAL, lost, AMOUNT).kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(book(name)).containsExactly(begun(name), "reversal " + AMOUNT);
    assertThat(about(Operation.INQUIRY, lost, AMOUNT).code())
        .isEqualTo(MoneyEvent.ORIGINAL_REVERSED);
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void whatTheProviderNeverSawIsNoOriginal(String name) {
    Provider provider = provider(name);
    Sent never =
        new Sent(
            call(provider, beginning(name), "pay_never", "pay_never.1", null, AMOUNT),
            new Outcome.Unknown("timeout"));
    if (REVERSING.contains(name)) {
      assertThat(about(Operation.REVERSAL, never, AMOUNT).code()).isEqualTo(Outcome.NO_ORIGINAL);
    }
    assertThat(about(Operation.INQUIRY, never, AMOUNT).code()).isEqualTo(Outcome.NO_ORIGINAL);
    assertThat(begin(name, beginning(name), "pay_never").outcome().kind())
        .as("the original after its network cancel")
        .isIn(Outcome.Kind.DECLINED, Outcome.Kind.APPROVED);
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void garbageAndSilenceAreUnknown(String name) {
    hub.doubles().behave(name, "garbage", 1);
    assertThat(begin(name).outcome().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
    assertThat(book(name)).containsExactly(begun(name));
    hub.doubles().behave(name, "hang", 1);
    assertThat(begin(name).outcome().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
    assertThat(book(name)).hasSize(1);
  }

  @ParameterizedTest
  @FieldSource("REFUNDING")
  void aChargeIsGivenBackInPartsAndNeverMore(String name) {
    Sent sale = begin(name, Operation.CHARGE, "pay_" + ++payments);
    assertThat(about(Operation.REFUND, sale, 20_000).kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(about(Operation.REFUND, sale, AMOUNT, "pay_x.9").kind())
        .isEqualTo(Outcome.Kind.DECLINED);
    assertThat(book(name)).containsExactly("charge " + AMOUNT, "refund 20000");
  }

  @ParameterizedTest
  @FieldSource("UNLINKED")
  void theSameRequestOnceMoreSaysWhatBecameOfTheOneWhoseAnswerNeverCame(String name) {
    hub.doubles().behave(name, "commit-then-reset", 1);
    Sent lost = begin(name);
    assertThat(lost.outcome().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
    assertThat(about(Operation.INQUIRY, lost, AMOUNT).kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(send(provider(name), lost.call()).kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(book(name)).containsExactly(begun(name));
  }

  @ParameterizedTest
  @FieldSource("UNLINKED_REFUNDING")
  void aRefundIsGivenOnceHoweverOftenItIsSent(String name) {
    Sent sale = begin(name, Operation.CHARGE, "pay_" + ++payments);
    hub.doubles().behave(name, "commit-then-reset", 1);
    assertThat(about(Operation.REFUND, sale, AMOUNT).kind()).isEqualTo(Outcome.Kind.UNKNOWN);
    assertThat(about(Operation.REFUND, sale, AMOUNT).kind()).isEqualTo(Outcome.Kind.APPROVED);
    assertThat(about(Operation.REFUND, sale, AMOUNT, "pay_x.8").kind())
        .as("all is given back already")
        .isEqualTo(Outcome.Kind.DECLINED);
    assertThat(book(name)).containsExactly("charge " + AMOUNT, "refund " + AMOUNT);
  }

  @ParameterizedTest
  @FieldSource("UNLINKED")
  void aKeyThatIsUsedForAnotherAmountIsNeverAnApproval(String name) {
    Sent sale = begin(name);
    ProviderCall other =
        call(provider(name), beginning(name), sale.call().payment(), sale.call().key(), null, 1);
    assertThat(send(provider(name), other).kind()).isEqualTo(Outcome.Kind.UNKNOWN);
    assertThat(book(name)).containsExactly(begun(name));
  }

  private static List<String> all(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static boolean online(String name) {
    return ONLINE.contains(name);
  }

  private static Operation beginning(String name) {
    return online(name) ? Operation.CHARGE : Operation.AUTHORIZE;
  }

  private static String begun(String name) {
    return beginning(name).word() + " " + AMOUNT;
  }

  private Sent begin(String name) {
    return begin(name, beginning(name), "pay_" + ++payments);
  }

  private Sent begin(String name, Operation operation, String payment) {
    Provider provider = provider(name);
    ProviderCall call = call(provider, operation, payment, payment + ".1", null, AMOUNT);
    return new Sent(call, send(provider, call));
  }

  private Outcome about(Operation operation, Sent sent, long amount) {
    return about(operation, sent, amount, sent.call().key() + "." + operation.word());
  }

  private Outcome about(Operation operation, Sent sent, long amount, String key) {
    Provider provider = provider(name(sent));
    return send(provider, call(provider, operation, sent.call().payment(), key, sent, amount));
  }

  private Outcome send(Provider provider, ProviderCall call) {
    return hub.bean(Attempts.class)
        .send(provider, call, SendBy.within(Duration.ofSeconds(5), Clock.systemUTC()))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private Provider provider(String name) {
    return hub.bean(ProviderDirectory.class).active().get(name);
  }

  private String name(Sent sent) {
    return String.valueOf(sent.call().method().get("provider"));
  }

  private static ProviderCall call(
      Provider provider,
      Operation operation,
      String payment,
      String key,
      @Nullable Sent original,
      long amount) {
    LinkTrace trace = provider.rail().trace();
    return new ProviderCall(
        operation,
        payment,
        key,
        original == null ? null : original.call().key(),
        original != null && original.outcome() instanceof Outcome.Approved
            ? original.reference()
            : null,
        new Money(amount, Currency.of("KRW")),
        "MERCHANT0000001",
        online(provider.name())
            ? Map.of("type", "card", "token", "tok_visa", "provider", provider.name())
            : Map.of("type", "card", "expiry", "2812", "provider", provider.name()),
        online(provider.name()) ? null : CardNumber.of("4111111111111111", "pan"),
        null,
        1,
        false,
        original == null
            ? new ProviderCall.OnLink(trace, null, null, null, PassedElements.NONE, null)
            : ProviderCall.OnLink.about(
                trace, original.call().operation(), original.call().onLink().trace()));
  }

  private List<String> book(String name) {
    return hub.doubles().book(name).stream().map(ProviderContractTest::shown).toList();
  }

  private static String shown(BookEntry entry) {
    return entry.operation() + " " + entry.amount();
  }
}
