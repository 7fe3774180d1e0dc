package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Snapshot;
import java.util.List;

/**
 * Writes into the history of an account that a request was declined at once (S4.6); its key was
 * claimed with that before.
 *
 * @param request what was asked
 * @param told what was answered
 */
record DeclinedAtOnce(CardRequest request, CardDecision told) implements AccountStep {

  @Override
  public Change apply(Snapshot seen) {
    CardAccount account = seen.account();
    if (account == null) {
      return new Change(null, null, null, List.of(), told);
    }
    Long minor = Amounts.of(account, request);
    return new Entry(seen, request, account)
        .change(
            CardEventKind.DECLINED,
            account,
            null,
            minor == null ? 0 : minor,
            told,
            List.of(),
            null);
  }
}
