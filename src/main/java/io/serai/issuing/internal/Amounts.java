package io.serai.issuing.internal;

import io.serai.issuing.CardAccount;
import io.serai.issuing.CardRequest;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Amounts of requests in the currency of an account. Nothing here knows a rate of exchange. */
final class Amounts {

  private Amounts() {}

  /** What is asked, or null where the network gives it in no currency of the account. */
  static @Nullable Long of(CardAccount account, CardRequest request) {
    Money billing = request.billing();
    if (billing != null && billing.currency().equals(account.currency())) {
      return billing.minor();
    }
    Money amount = request.amount();
    return amount.currency().equals(account.currency()) ? amount.minor() : null;
  }

  /**
   * What a part of an amount is in the merchant's currency; rounded down: no more may be given out
   * than the account pays for.
   *
   * @param approved the part, in the account's currency
   */
  static long atMerchant(Currency account, CardRequest request, long approved) {
    Money billing = request.billing();
    if (billing == null || !billing.currency().equals(account)) {
      return approved;
    }
    return billing.minor() == 0
        ? 0
        : BigInteger.valueOf(request.amount().minor())
            .multiply(BigInteger.valueOf(approved))
            .divide(BigInteger.valueOf(billing.minor()))
            .longValueExact();
  }

  /** Whether a part may be answered: where it is wished for, and is something at the merchant. */
  static boolean takesPart(CardAccount account, CardRequest request, long approved) {
    return request.wishes().partial()
        && approved > 0
        && atMerchant(account.currency(), request, approved) > 0;
  }

  /**
   * What is to stay of a whole that was reversed in part; rounded up, because it is still owed.
   *
   * @param whole what the amount was in the account's currency
   */
  static long staying(CardAccount account, CardRequest request, long whole) {
    Long replacement = request.replacementMinor();
    long asked = request.amount().minor();
    if (replacement == null || asked == 0) {
      return 0;
    }
    if (request.amount().currency().equals(account.currency())) {
      return replacement;
    }
    Money billing = request.billing();
    long billed =
        billing != null && billing.currency().equals(account.currency()) ? billing.minor() : whole;
    BigInteger[] share =
        BigInteger.valueOf(replacement)
            .multiply(BigInteger.valueOf(billed))
            .divideAndRemainder(BigInteger.valueOf(asked));
    return share[0].add(BigInteger.valueOf(share[1].signum())).longValueExact();
  }
}
