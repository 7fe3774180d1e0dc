package io.serai.issuing.internal;

import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a request made of an account: what was posted and held is the difference of the
 * account before and after, so that the history cannot say anything else.
 *
 * @param seen what the step saw
 * @param request what was asked
 * @param before the account that it saw
 */
record Entry(Snapshot seen, CardRequest request, CardAccount before) {

  /** Of a card that nobody knows: answered and remembered, but of no account. */
  static Change ofNobody(String code, String reason, Change.@Nullable AlsoClaims also) {
    return new Change(
        null, null, null, List.of(), new CardDecision(code, reason, 0, null, null, null), also);
  }

  /** A no. */
  Change declined(String code, String reason, long asked, CardAccount after) {
    return change(CardEventKind.DECLINED, after, null, asked, told(code, reason, 0, after, null));
  }

  /** A yes, wholly or in part. */
  Change approved(
      CardEventKind kind, String code, String reason, long minor, CardAccount after, Hold hold) {
    return change(kind, after, hold, minor, told(code, reason, minor, after, hold));
  }

  /** Something that is acknowledged, whatever it did. */
  Change acknowledged(
      CardEventKind kind, String reason, long minor, CardAccount after, @Nullable Hold hold) {
    return change(kind, after, hold, minor, told("00", reason, minor, after, hold));
  }

  /** A change of which money is a part, or another key. */
  Change change(
      CardEventKind kind,
      CardAccount after,
      @Nullable Hold hold,
      long amount,
      CardDecision decision,
      List<Change.Transfer> transfers,
      Change.@Nullable AlsoClaims also) {
    CardAccount account = after.next();
    Card card = seen.card();
    CardEvent event =
        new CardEvent(
            account.id(),
            account.seq(),
            seen.at(),
            kind,
            card == null ? (hold == null ? null : hold.card()) : card.id(),
            hold == null ? null : hold.id(),
            request.key(),
            amount,
            Math.subtractExact(after.balanceMinor(), before.balanceMinor()),
            Math.subtractExact(after.heldMinor(), before.heldMinor()),
            after.balanceMinor(),
            after.heldMinor(),
            decision.responseCode(),
            decision.reason(),
            request.merchant(),
            null);
    return new Change(account, hold, event, transfers, decision, also);
  }

  /** What is answered. */
  CardDecision told(
      String code, String reason, long minor, CardAccount after, @Nullable Hold hold) {
    return new CardDecision(
        code,
        reason,
        minor,
        hold == null ? null : hold.approvalCode(),
        after.availableMinor(),
        hold == null ? null : hold.id(),
        after.currency());
  }

  private Change change(
      CardEventKind kind,
      CardAccount after,
      @Nullable Hold hold,
      long amount,
      CardDecision decision) {
    return change(kind, after, hold, amount, decision, List.of(), null);
  }
}
