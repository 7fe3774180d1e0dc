package io.serai.issuing.internal;

import static io.serai.issuing.CardRequest.Kind.COMPLETION;
import static io.serai.issuing.CardRequest.Kind.PURCHASE;
import static io.serai.issuing.internal.ClearedCards.JPY;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is completed is booked, always; what is purchased is ruled on first (S4.3, S4.5). */
class CompletingStepsTest {

  private final Completing steps =
      new CompletingSteps(ClearedCards.programs(), prefix -> prefix + "new", () -> "123456");

  private Change complete(CardAccount account, @Nullable Hold hold, long minor, boolean more) {
    return steps
        .completion(ClearedCards.request(COMPLETION, new Money(minor, JPY), null, false, more))
        .apply(ClearedCards.seen(account, hold));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1000 | 1000 | false | 9000 | 0   | CLEARED | completion of all that was held
          1000 |  700 | false | 9300 | 0   | CLEARED | completion, 300 less than was held
          1000 | 1200 | false | 8800 | 0   | CLEARED | completion, 200 more than was held
          1000 |  700 | true  | 9300 | 300 | OPEN    | completion in part, 300 stays held
          1000 | 1000 | true  | 9000 | 0   | CLEARED | completion of all that was held
          """)
  void aCompletionIsBookedAgainstItsHold(
      long held, long minor, boolean more, long balance, long left, Hold.State state, String why) {
    Change change =
        complete(ClearedCards.account(10_000, held), ClearedCards.hold(held), minor, more);

    CardAccount after = account(change);
    assertThat(after.balanceMinor()).isEqualTo(balance);
    assertThat(after.heldMinor()).isEqualTo(left);
    assertThat(after.seq()).isEqualTo(8);
    Hold hold = Objects.requireNonNull(change.hold());
    assertThat(hold.heldMinor()).isEqualTo(left);
    assertThat(hold.clearedMinor()).isEqualTo(minor);
    assertThat(hold.state()).isEqualTo(state);
    assertThat(change.transfers())
        .containsExactly(new Change.Transfer("cardholder", "network_payable", "clearing", minor));
    CardEvent event = event(change);
    assertThat(event.kind()).isEqualTo(CardEventKind.CLEARED);
    assertThat(event.postedMinor()).isEqualTo(-minor);
    assertThat(event.heldMinor()).isEqualTo(left - held);
    assertThat(event.balanceMinor()).isEqualTo(after.balanceMinor());
    assertThat(event.heldAfterMinor()).isEqualTo(after.heldMinor());
    assertThat(event.reason()).isEqualTo(why);
    assertThat(change.decision().responseCode()).isEqualTo("00");
    assertThat(change.decision().approvalCode()).isEqualTo("A00001");
    assertThat(change.decision().availableMinor()).isEqualTo(after.availableMinor());
  }

  @Test
  void whatWasHeldAndNotBoughtDoesNotCountAsUsed() {
    Change change =
        complete(ClearedCards.account(10_000, 1000), ClearedCards.hold(1000), 700, false);
    assertThat(account(change).usage()).isEqualTo(ClearedCards.used(700));
  }

  @Test
  void aCompletionWithoutAHoldIsBookedAllTheSameEvenIfItOverdraws() {
    Change change = complete(ClearedCards.account(500, 0), null, 700, false);
    assertThat(account(change).balanceMinor()).isEqualTo(-200);
    assertThat(change.hold()).isNull();
    assertThat(event(change).reason()).isEqualTo("completion without a hold; overdrawn");
    assertThat(change.decision().approvalCode()).isEqualTo("123456");
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED, completion after its hold expired",
    "REVERSED, completion after its reversal",
    "CLEARED, completion of a hold that was cleared before"
  })
  void aLateCompletionIsBookedAndLeavesTheStateOfItsHold(Hold.State state, String why) {
    Hold ended = StepParts.hold(ClearedCards.hold(1000), 0, 0, state);
    Change change = complete(ClearedCards.account(10_000, 400), ended, 1000, false);
    assertThat(account(change).balanceMinor()).isEqualTo(9000);
    assertThat(account(change).heldMinor()).isEqualTo(400);
    assertThat(Objects.requireNonNull(change.hold()).state()).isEqualTo(state);
    assertThat(change.hold().clearedMinor()).isEqualTo(1000);
    assertThat(event(change).reason()).isEqualTo(why);
  }

  @Test
  void severalCompletionsOfOneHoldComeToWhatWasBought() {
    CardAccount account = ClearedCards.account(10_000, 1000);
    Change first = complete(account, ClearedCards.hold(1000), 400, true);
    Change second = complete(account(first), first.hold(), 500, true);
    Change last = complete(account(second), second.hold(), 50, false);
    assertThat(account(last).balanceMinor()).isEqualTo(9050);
    assertThat(account(last).heldMinor()).isZero();
    assertThat(Objects.requireNonNull(last.hold()).clearedMinor()).isEqualTo(950);
    assertThat(last.hold().state()).isEqualTo(Hold.State.CLEARED);
  }

  @Test
  void whatIsBilledIsBookedAndTheMerchantsAmountIsSaid() {
    CardRequest abroad =
        ClearedCards.request(
            COMPLETION, new Money(1234, Currency.of("USD")), new Money(1850, JPY), false, false);
    Change change =
        steps
            .completion(abroad)
            .apply(ClearedCards.seen(ClearedCards.account(10_000, 1800), ClearedCards.hold(1800)));
    assertThat(account(change).balanceMinor()).isEqualTo(8150);
    assertThat(event(change).reason())
        .isEqualTo("completion, 50 more than was held; 1234 USD at the merchant");
  }

  @Test
  void anAmountInAnotherCurrencyIsAcceptedAndNotBooked() {
    CardRequest unbilled =
        ClearedCards.request(COMPLETION, new Money(1234, Currency.of("USD")), null, false, false);
    Change change =
        steps.completion(unbilled).apply(ClearedCards.seen(ClearedCards.account(10_000, 0), null));
    assertThat(account(change).balanceMinor()).isEqualTo(10_000);
    assertThat(event(change).kind()).isEqualTo(CardEventKind.ADVISED);
    assertThat(change.decision().responseCode()).isEqualTo("00");
    assertThat(change.decision().reason()).isEqualTo("currency");
    Change purchase =
        steps.purchase(unbilled).apply(ClearedCards.seen(ClearedCards.account(10_000, 0), null));
    assertThat(purchase.decision().responseCode()).isEqualTo("12");
    assertThat(event(purchase).kind()).isEqualTo(CardEventKind.DECLINED);
  }

  @Test
  void anUnknownCardOrOneOfAnotherTenantChangesNothing() {
    CardRequest request = ClearedCards.request(COMPLETION, 100);
    Change unknown =
        steps.completion(request).apply(new Snapshot(ClearedCards.NOW, null, null, null));
    CardAccount theirs =
        new CardAccount("acc_9", "other", "prepaid", JPY, 900, 0, 0, 1, ClearedCards.used(0));
    Change foreign = steps.completion(request).apply(ClearedCards.seen(theirs, null));
    assertThat(unknown.decision().responseCode()).isEqualTo("00");
    assertThat(unknown.decision().reason()).isEqualTo("card_unknown");
    assertThat(unknown.decision().approved()).isFalse();
    assertThat(foreign).isEqualTo(unknown);
    assertThat(foreign.event()).isNull();
  }

  @Test
  void aPurchaseIsBookedAtOnceAndLeavesAHoldThatItsReversalFinds() {
    Change change =
        steps
            .purchase(ClearedCards.request(PURCHASE, 700))
            .apply(ClearedCards.seen(ClearedCards.account(1000, 0), null));
    assertThat(account(change).balanceMinor()).isEqualTo(300);
    assertThat(account(change).heldMinor()).isZero();
    Hold hold = Objects.requireNonNull(change.hold());
    assertThat(hold.key()).isEqualTo("key-1");
    assertThat(hold.state()).isEqualTo(Hold.State.CLEARED);
    assertThat(hold.clearedMinor()).isEqualTo(700);
    assertThat(change.transfers()).hasSize(1);
    assertThat(event(change).kind()).isEqualTo(CardEventKind.CLEARED);
    assertThat(change.decision().approvalCode()).isEqualTo("123456");
    assertThat(account(change).usage()).isEqualTo(ClearedCards.used(700));
  }

  @Test
  void aPurchaseInPartIsBookedInPart() {
    CardRequest request = ClearedCards.request(PURCHASE, new Money(1500, JPY), null, true, false);
    Change change =
        steps.purchase(request).apply(ClearedCards.seen(ClearedCards.account(1000, 0), null));
    assertThat(account(change).balanceMinor()).isZero();
    assertThat(change.decision().responseCode()).isEqualTo("10");
    assertThat(change.decision().approvedMinor()).isEqualTo(1000);
    assertThat(event(change).amountMinor()).isEqualTo(1500);
  }

  @Test
  void aPurchaseThatARuleDeclinesIsNotBooked() {
    Change change =
        steps
            .purchase(ClearedCards.request(PURCHASE, 1500))
            .apply(ClearedCards.seen(ClearedCards.account(1000, 0), null));
    assertThat(account(change).balanceMinor()).isEqualTo(1000);
    assertThat(change.transfers()).isEmpty();
    assertThat(change.decision().responseCode()).isEqualTo("51");
    assertThat(event(change).kind()).isEqualTo(CardEventKind.DECLINED);
    assertThat(event(change).amountMinor()).isEqualTo(1500);
  }

  @Test
  void aPurchaseUnderAProgramThatNoRouteSetHasIsDeclined() {
    CardAccount lost =
        new CardAccount(
            "acc_1", ClearedCards.TENANT, "gone", JPY, 900, 0, 0, 1, ClearedCards.used(0));
    Change change =
        steps.purchase(ClearedCards.request(PURCHASE, 100)).apply(ClearedCards.seen(lost, null));
    assertThat(change.decision().responseCode()).isEqualTo("91");
    assertThat(change.decision().reason()).isEqualTo("program_unknown");
  }

  private static CardAccount account(Change change) {
    return Objects.requireNonNull(change.account());
  }

  private static CardEvent event(Change change) {
    return Objects.requireNonNull(change.event());
  }
}
