package io.serai.issuing.internal;

import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Change.Transfer;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.payment.Money;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What steps that book read out of a snapshot, and how they write what they did. */
final class StepParts {

  /** DE39 where there is no such card. */
  static final String NO_CARD = "14";

  /** The same for the history. */
  static final String CARD_UNKNOWN = "card_unknown";

  /** DE39 where the amount is in a currency that the account does not have. */
  static final String OTHER_CURRENCY = "12";

  /** The same for the history. */
  static final String CURRENCY = "currency";

  private StepParts() {}

  /** The account, if it is this tenant's. */
  static @Nullable CardAccount account(Snapshot seen, String tenant) {
    CardAccount account = seen.account();
    return account != null && account.tenant().equals(tenant) ? account : null;
  }

  /** The hold, if it is this account's. */
  static @Nullable Hold hold(Snapshot seen, CardAccount account) {
    Hold hold = seen.hold();
    return hold != null && hold.account().equals(account.id()) ? hold : null;
  }

  /** What is asked in the account's currency: as billed, or as the merchant has it. */
  static OptionalLong minor(CardAccount account, CardRequest request) {
    Money billing = request.billing();
    if (billing != null && billing.currency().equals(account.currency())) {
      return OptionalLong.of(billing.minor());
    }
    return request.amount().currency().equals(account.currency())
        ? OptionalLong.of(request.amount().minor())
        : OptionalLong.empty();
  }

  /** Nothing is done: there is no such card, or nothing to do. */
  static Change nothing(String responseCode, String reason) {
    return new Change(
        null, null, null, List.of(), new CardDecision(responseCode, reason, 0, null, null, null));
  }

  /** The same hold with other amounts and another state. */
  static Hold hold(Hold hold, long held, long cleared, Hold.State state) {
    return new Hold(
        hold.id(),
        hold.account(),
        hold.card(),
        hold.key(),
        hold.authorizedMinor(),
        held,
        cleared,
        hold.reversedMinor(),
        state,
        hold.approvalCode(),
        hold.rrn(),
        hold.merchant(),
        hold.at(),
        hold.expiresAt(),
        hold.estimated(),
        hold.standIn());
  }

  /** One transfer of the ledger, or none of nothing. */
  static List<Transfer> transfer(String debit, String credit, String kind, long minor) {
    return minor == 0 ? List.of() : List.of(new Transfer(debit, credit, kind, minor));
  }

  /** An event of an account as it is after it. */
  static EventOf event(Snapshot seen, CardAccount after, CardEventKind kind) {
    return new EventOf(seen, after, kind);
  }

  /** An event in the making. */
  static final class EventOf {

    private final Snapshot seen;
    private final CardAccount after;
    private final CardEventKind kind;
    private @Nullable String key;
    private @Nullable String hold;
    private CardRequest.@Nullable Merchant merchant;
    private long amount;
    private long posted;
    private long held;

    private EventOf(Snapshot seen, CardAccount after, CardEventKind kind) {
      this.seen = seen;
      this.after = after;
      this.kind = kind;
    }

    /** Who asked, and about which hold. */
    EventOf about(
        @Nullable String ofKey, @Nullable String ofHold, CardRequest.@Nullable Merchant asking) {
      key = ofKey;
      hold = ofHold;
      merchant = asking;
      return this;
    }

    /** What it was about, what it added to the balance, and what it added to the holds. */
    EventOf moved(long amountMinor, long postedMinor, long heldMinor) {
      amount = amountMinor;
      posted = postedMinor;
      held = heldMinor;
      return this;
    }

    /** The event, with what was answered and why. */
    CardEvent said(@Nullable String responseCode, String reason) {
      return new CardEvent(
          after.id(),
          after.seq(),
          seen.at(),
          kind,
          seen.card() == null ? null : seen.card().id(),
          hold,
          key,
          amount,
          posted,
          held,
          after.balanceMinor(),
          after.heldMinor(),
          responseCode,
          reason,
          merchant,
          null);
    }
  }
}
