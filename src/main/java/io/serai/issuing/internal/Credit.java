package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merchant gives money back (DE3 20 in a 0200 or 0220): it goes into the balance with the answer,
 * whatever the status of the card, and counts against no limit.
 *
 * @param request what is told
 * @param approvalCode DE38 of the answer, where the message has none
 */
record Credit(CardRequest request, String approvalCode) implements AccountStep {

  private static final String REASON = "credit";
  private static final String NETWORK = "network_payable";
  private static final String CARDHOLDER = "cardholder";

  @Override
  public Change apply(Snapshot seen) {
    boolean asked = request.kind() == CardRequest.Kind.PURCHASE;
    CardAccount account = seen.account();
    if (account == null) {
      return Entry.ofNobody(asked ? "14" : "00", "card_unknown", null);
    }
    Entry entry = new Entry(seen, request, account);
    Long minor = Amounts.of(account, request);
    if (minor == null || minor == 0) {
      String reason = minor == null ? "currency" : REASON;
      return asked
          ? entry.declined("12", reason, 0, account)
          : entry.acknowledged(CardEventKind.ADVISED, reason, 0, account, null);
    }
    String code = request.approvalCode() == null ? approvalCode : request.approvalCode();
    CardAccount after = account.post(minor);
    return entry.change(
        CardEventKind.CLEARED,
        after,
        null,
        minor,
        new CardDecision(
            "00", REASON, minor, code, after.availableMinor(), null, account.currency()),
        List.of(new Change.Transfer(NETWORK, CARDHOLDER, REASON, minor)),
        null);
  }

  /** Whether what a reversal names is a credit. */
  static boolean is(Snapshot.@Nullable Named named) {
    return named != null
        && named.decision().hold() == null
        && named.decision().reason().equals(REASON)
        && named.decision().approvedMinor() > 0;
  }

  /** Its reversal, once: what does not stay leaves the balance again. */
  static Change takenBack(Entry entry, Snapshot.Named named, String key) {
    CardAccount account = entry.before();
    long given = named.decision().approvedMinor();
    long staying = Amounts.staying(account, entry.request(), given);
    long minor = named.takenBack() ? 0 : Math.max(0, given - staying);
    if (minor == 0) {
      return entry.acknowledged(CardEventKind.REVERSED, "nothing_held", 0, account, null);
    }
    CardAccount after = account.post(-minor);
    CardDecision told = entry.told("00", "reversal_of_credit", minor, after, null);
    return entry.change(
        CardEventKind.REVERSED,
        after,
        null,
        minor,
        told,
        List.of(new Change.Transfer(CARDHOLDER, NETWORK, "reversal", minor)),
        Increment.takenBack(key, told));
  }
}
