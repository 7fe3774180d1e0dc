package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardStatus;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is answered where a 0100 cannot be ruled on in time (S4.6): an approval under the program's
 * floor limit, of a card that may be used and an amount that is there, and else a no. The limits
 * are not asked, but what was approved counts.
 *
 * @param request what is asked
 * @param programs where the floor limit is
 * @param fresh what a new hold is made of
 * @param byNumber the program that the card number belongs to, for when the card cannot be looked
 *     at; null for none
 */
record StandIn(
    CardRequest request, CardPrograms programs, NewHold fresh, @Nullable CardProgram byNumber)
    implements AccountStep {

  private static final String UNAVAILABLE = "91";
  private static final String REASON = "stand_in";

  /** Whether it could ever say yes; a number of no known program may be of one that does. */
  static boolean mayApprove(@Nullable CardProgram byNumber) {
    return byNumber == null || byNumber.standIn().floorMinor() > 0;
  }

  @Override
  public Change apply(Snapshot seen) {
    CardAccount account = seen.account();
    Card card = seen.card();
    if (account == null || card == null) {
      return Entry.ofNobody(UNAVAILABLE, REASON, null);
    }
    Entry entry = new Entry(seen, request, account);
    Optional<CardProgram> program = programs.find(request.origin().routeSet(), account.program());
    Long minor = Amounts.of(account, request);
    if (program.isEmpty() || minor == null || !covers(program.get(), account, card, minor, seen)) {
      String code = program.map(p -> p.standIn().declineCode()).orElse(UNAVAILABLE);
      return entry.declined(code, REASON, minor == null ? 0 : minor, account);
    }
    Instant expiresAt = Holds.expiry(program, request, seen.at());
    Hold original = request.wishes().incremental() ? Holds.open(seen) : null;
    Hold hold =
        original != null
            ? Holds.grown(original, minor, expiresAt)
            : Holds.fresh(
                fresh, fresh.approvalCode(), card, request, seen.at(), expiresAt, minor, true);
    CardAccount after = account.hold(minor).use(program.get().rules().count(seen, request, minor));
    return entry.approved(CardEventKind.STOOD_IN, "00", REASON, minor, after, hold);
  }

  private static boolean covers(
      CardProgram program, CardAccount account, Card card, long minor, Snapshot seen) {
    return card.status() == CardStatus.ACTIVE
        && !card.expiry().isBefore(YearMonth.from(seen.at().atZone(program.zone())))
        && minor <= program.standIn().floorMinor()
        && minor <= account.availableMinor();
  }
}
