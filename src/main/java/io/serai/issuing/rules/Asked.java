package io.serai.issuing.rules;

import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardRequest;
import io.serai.issuing.EntryMode;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An authorization as rules look at it.
 *
 * @param at when
 * @param zone whose days and months are counted
 * @param account the account
 * @param card the card
 * @param request what is asked
 * @param grown the hold that it adds to, or null
 * @param askedMinor the amount that is asked, in minor units
 * @param minor the amount that is still asked after a rule that allows a part
 */
record Asked(
    Instant at,
    ZoneId zone,
    CardAccount account,
    Card card,
    CardRequest request,
    @Nullable Hold grown,
    long askedMinor,
    long minor) {

  static Asked of(Snapshot seen, ZoneId zone, CardRequest request, long minor) {
    CardAccount account = seen.account();
    Card card = seen.card();
    if (account == null || card == null) {
      throw new IllegalArgumentException("rules need a known card and its account");
    }
    Hold grown = request.wishes().incremental() ? seen.hold() : null;
    return new Asked(seen.at(), zone, account, card, request, grown, minor, minor);
  }

  Asked only(long part) {
    return new Asked(at, zone, account, card, request, grown, askedMinor, part);
  }

  /** Whether it counts as a use; what adds to an authorization is the same use. */
  boolean isUse() {
    return grown == null;
  }

  /** The whole transaction, with what was authorized before. */
  long transactionMinor() {
    return grown == null ? minor : Sums.add(grown.authorizedMinor(), minor);
  }

  EntryMode mode() {
    return request.presented().mode();
  }

  boolean pin() {
    return request.presented().pin();
  }
}
