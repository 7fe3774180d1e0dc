package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardRequest;
import io.serai.payment.Money;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a step leaves in the body for the answer (S4.3). */
class ResultsTest {

  @Test
  void anApprovalNamesItsHoldAndSaysNoBalanceUnasked() {
    Map<String, Object> result =
        of(
            Fixture.asking(1000).request(),
            new CardDecision("00", "approved", 1000, "A1B2C3", 5L, "hld_1", Fixture.JPY));
    assertThat(result)
        .containsEntry("decided", "hld_1")
        .containsEntry("outcome", "approved")
        .containsEntry("approval_code", "A1B2C3")
        .doesNotContainKeys("available", "approved_amount", "replay");
  }

  @Test
  void aDeclineNamesItsKeyAndHasNoCode() {
    Map<String, Object> result =
        of(
            Fixture.asking(1000).request(),
            new CardDecision("51", "balance", 0, null, 5L, null, Fixture.JPY));
    assertThat(result)
        .containsEntry("decided", "a-key")
        .containsEntry("outcome", "declined")
        .containsEntry("response_code", "51")
        .doesNotContainKey("approval_code");
  }

  @Test
  void aPartOfABilledAmountIsToldInBothCurrenciesRoundedDown() {
    CardRequest abroad =
        new Fixture.Asking(CardRequest.Kind.AUTHORIZATION, new Money(1000, Fixture.USD))
            .billing(1500, Fixture.JPY)
            .wishing(true, true, false, false)
            .request();
    Map<String, Object> result =
        of(abroad, new CardDecision("10", "balance", 400, "A1B2C3", 0L, "hld_1", Fixture.JPY));
    assertThat(result)
        .containsEntry("approved_billing_amount", 400L)
        .containsEntry("approved_amount", 266L)
        .containsEntry("available", 0L)
        .containsEntry("available_currency", "JPY");
  }

  @Test
  void aPartOfAnAmountThatIsNotBilledInTheAccountsCurrencyIsThatOfTheAmount() {
    CardRequest billedElsewhere =
        Fixture.asking(1000).billing(7, Fixture.USD).wishing(true, false, false, false).request();
    Map<String, Object> result =
        of(
            billedElsewhere,
            new CardDecision("10", "balance", 400, "A1B2C3", 0L, "hld_1", Fixture.JPY));
    assertThat(result)
        .containsEntry("approved_amount", 400L)
        .doesNotContainKey("approved_billing_amount");
  }

  private static Map<String, Object> of(CardRequest request, CardDecision decision) {
    return Results.of(request, new CardAccounts.Done(decision, false));
  }
}
