package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import java.time.Instant;
import java.util.Optional;

/**
 * A 0120: somebody else has decided in our place, so it is held whatever card and account say. Of
 * an original that still holds it replaces the amount; of one that is booked it changes nothing.
 *
 * @param request what is told
 * @param programs how long it is held
 * @param fresh what a new hold is made of
 * @param declined whether it tells of a no, of which nothing is held
 */
record Advise(CardRequest request, CardPrograms programs, NewHold fresh, boolean declined)
    implements AccountStep {

  private static final String ADVICE = "advice";

  @Override
  public Change apply(Snapshot seen) {
    CardAccount account = seen.account();
    if (account == null) {
      return Entry.ofNobody("00", "card_unknown", null);
    }
    Entry entry = new Entry(seen, request, account);
    Long minor = Amounts.of(account, request);
    if (declined) {
      return noted(entry, "advice_of_decline", minor == null ? 0 : minor);
    }
    if (minor == null) {
      return noted(entry, "currency", 0);
    }
    Hold original = Holds.named(seen);
    if (original != null && original.state() == Hold.State.CLEARED) {
      return noted(entry, "already_cleared", minor);
    }
    Optional<CardProgram> program = programs.find(request.origin().routeSet(), account.program());
    if (original != null && original.state() == Hold.State.OPEN) {
      return replace(entry, original, program, minor);
    }
    Card card = seen.card();
    return card == null || minor == 0
        ? noted(entry, card == null ? "card_unknown" : ADVICE, minor)
        : hold(entry, card, program, minor);
  }

  private static Change noted(Entry entry, String reason, long minor) {
    return entry.acknowledged(CardEventKind.ADVISED, reason, minor, entry.before(), null);
  }

  private Change hold(Entry entry, Card card, Optional<CardProgram> program, long minor) {
    Instant at = entry.seen().at();
    String told = request.approvalCode();
    Hold hold =
        Holds.fresh(
            fresh,
            told == null ? fresh.approvalCode() : told,
            card,
            request,
            at,
            Holds.expiry(program, request, at),
            minor,
            false);
    return entry.acknowledged(
        CardEventKind.ADVISED, ADVICE, minor, counted(entry, program, minor).hold(minor), hold);
  }

  /** What nobody asked the rules for counts as well, so that a reversal gives back what counted. */
  private CardAccount counted(Entry entry, Optional<CardProgram> program, long minor) {
    CardAccount account = entry.before();
    return minor == 0 || entry.seen().card() == null
        ? account
        : program
            .map(p -> account.use(p.rules().count(entry.seen(), request, minor)))
            .orElse(account);
  }

  /** What is booked of the original already is a part of the new amount. */
  private Change replace(Entry entry, Hold original, Optional<CardProgram> program, long minor) {
    CardAccount account = entry.before();
    long held = Math.max(0, whole(entry, original, minor) - original.clearedMinor());
    long more = held - original.heldMinor();
    if (more >= 0) {
      Hold grown = Holds.grown(original, more, Holds.expiry(program, request, entry.seen().at()));
      CardAccount after = counted(entry, program, more).hold(more);
      return entry.acknowledged(CardEventKind.ADVISED, ADVICE, minor, after, grown);
    }
    Hold released = Holds.released(original, -more);
    Usage usage =
        program
            .map(p -> p.rules().giveBack(account, original, -more, false))
            .orElse(account.usage());
    return entry.acknowledged(
        CardEventKind.ADVISED, ADVICE, minor, account.hold(more).use(usage), released);
  }

  /** What an advice makes of the whole hold where it tells of an increment alone. */
  private static long whole(Entry entry, Hold original, long minor) {
    Snapshot.Named named = entry.seen().named();
    if (named == null || !Increment.is(original, entry.request().originalKey())) {
      return minor;
    }
    long others = original.authorizedMinor() - original.reversedMinor();
    return named.takenBack() ? others : others - named.decision().approvedMinor() + minor;
  }
}
