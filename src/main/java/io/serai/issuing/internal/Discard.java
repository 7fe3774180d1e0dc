package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.Change;
import io.serai.issuing.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a request that came to its turn after its time: nothing but to write it down,
 * so that its reversal is acknowledged and a repeat is not decided (S4.6).
 *
 * @param key the request's key, or null
 */
record Discard(@Nullable String key) implements AccountStep {

  /** The reason by which it is known in the history and in its decision. */
  static final String REASON = "discarded";

  @Override
  public Change apply(Snapshot seen) {
    CardAccount account = seen.account();
    if (account == null) {
      return new Change(null, null, null, List.of(), decision(null));
    }
    CardAccount after = account.next();
    var event =
        new CardEvent(
            after.id(),
            after.seq(),
            seen.at(),
            CardEventKind.DISCARDED,
            seen.card() == null ? null : seen.card().id(),
            null,
            key,
            0,
            0,
            0,
            after.balanceMinor(),
            after.heldMinor(),
            ByRule.NOT_IN_TIME,
            REASON,
            null,
            null);
    return new Change(after, null, event, List.of(), decision(after.availableMinor()));
  }

  private static CardDecision decision(@Nullable Long available) {
    return new CardDecision(ByRule.NOT_IN_TIME, REASON, 0, null, available, null);
  }
}
