package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.AuthorizationRules;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.List;

/**
 * Books what was approved while the database was away (S4.6): held whatever card and account say,
 * since it was answered. A card or a currency that the account does not have cannot be booked; the
 * line is kept aside for people.
 *
 * @param line what was approved
 * @param programs what is counted
 */
record Spooled(SpoolLine line, CardPrograms programs) implements AccountStep {

  @Override
  public Change apply(Snapshot seen) {
    CardAccount account = seen.account();
    Card card = seen.card();
    if (account == null || card == null) {
      throw refused("no card of ours has this token");
    }
    Long minor = Amounts.of(account, line.request());
    if (minor == null || minor != line.minor()) {
      throw refused("the account is in another currency than its program");
    }
    Entry entry = new Entry(seen, line.request(), account);
    Hold original = line.request().wishes().incremental() ? Holds.open(seen) : null;
    Hold hold =
        original != null
            ? Holds.grown(original, minor, line.expiresAt())
            : Holds.fresh(
                line.fresh(),
                line.fresh().approvalCode(),
                card,
                line.request(),
                seen.at(),
                line.expiresAt(),
                minor,
                true);
    CardDecision told = line.told();
    CardDecision kept =
        new CardDecision(
            told.responseCode(),
            told.reason(),
            told.approvedMinor(),
            told.approvalCode(),
            told.availableMinor(),
            hold.id(),
            told.currency());
    CardAccount after = counted(seen, account, minor).hold(minor);
    return entry.change(CardEventKind.STOOD_IN, after, hold, minor, kept, List.of(), null);
  }

  private CardAccount counted(Snapshot seen, CardAccount account, long minor) {
    return programs
        .find(line.request().origin().routeSet(), account.program())
        .map(
            program -> {
              AuthorizationRules rules = program.rules();
              return account.use(rules.count(seen, line.request(), minor));
            })
        .orElse(account);
  }

  private static SeraiException refused(String why) {
    return new SeraiException(
        ErrorCode.STATE_CONFLICT, "an approval without the database cannot be booked: " + why);
  }
}
