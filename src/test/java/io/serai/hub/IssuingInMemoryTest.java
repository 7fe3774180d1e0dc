package io.serai.hub;

import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardStatus;
import io.serai.issuing.Usage;
import io.serai.issuing.internal.CardAccountsInMemory;
import io.serai.issuing.internal.IssuerInMemory;
import io.serai.issuing.internal.ProgramDouble;
import io.serai.payment.Currency;
import java.time.YearMonth;

/** The link, the routes and the steps, over accounts in memory. */
class IssuingInMemoryTest extends IssuingScenarios {

  @Override
  Class<?> configuration() {
    return IssuerInMemory.class;
  }

  @Override
  void open(TestHub hub, Issued issued, String token, long balance) {
    hub.bean(CardAccountsInMemory.class)
        .add(
            new CardAccount(
                issued.account(),
                "acme",
                ProgramDouble.NAME,
                Currency.of("JPY"),
                balance,
                0,
                0,
                0,
                Usage.NONE),
            new Card(
                "crd_" + issued.account(),
                issued.account(),
                token,
                issued.pan().substring(0, 6),
                issued.pan().substring(issued.pan().length() - 4),
                YearMonth.of(2030, 12),
                CardStatus.ACTIVE));
  }

  @Override
  Stands stands(TestHub hub, String account) {
    CardAccount stands = hub.bean(CardAccountsInMemory.class).account(account);
    return new Stands(stands.balanceMinor(), stands.heldMinor());
  }

  /** Accounts in memory check each change themselves. */
  @Override
  void assertClean(TestHub hub) {}
}
