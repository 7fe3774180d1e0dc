package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.AuthorizationRules;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Snapshot;
import java.util.List;

/**
 * A balance inquiry (DE3 30 or 31, without an amount): answered with what is available where the
 * card may be used, and nothing is held or counted.
 *
 * @param request what is asked
 * @param programs where the rules are
 */
record Inquire(CardRequest request, CardPrograms programs) implements AccountStep {

  private static final String REASON = "balance_inquiry";

  /** Whether a request spends nothing: the mapping lets only inquiries be without an amount. */
  static boolean is(CardRequest request) {
    return request.amount().minor() == 0
        && (request.kind() == CardRequest.Kind.AUTHORIZATION
            || request.kind() == CardRequest.Kind.PURCHASE);
  }

  @Override
  public Change apply(Snapshot seen) {
    CardAccount account = seen.account();
    if (account == null || seen.card() == null) {
      return Entry.ofNobody("14", "card_unknown", null);
    }
    Entry entry = new Entry(seen, request, account);
    return programs
        .find(request.origin().routeSet(), account.program())
        .map(program -> answer(entry, account, program.rules().inquire(seen, request)))
        .orElseGet(() -> entry.declined("91", "program_unknown", 0, account));
  }

  private static Change answer(Entry entry, CardAccount account, AuthorizationRules.Ruling ruling) {
    return ruling.responseCode().equals("00")
        ? entry.change(
            CardEventKind.APPROVED,
            account,
            null,
            0,
            entry.told("00", REASON, 0, account, null),
            List.of(),
            null)
        : entry.declined(ruling.responseCode(), ruling.rule(), 0, account);
  }
}
