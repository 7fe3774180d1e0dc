package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.AuthorizationRules;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * A 0100: ruled on by the account's program and, where it is approved, held (S4.3). An increment
 * adds to its original; without one it is a hold of its own.
 *
 * @param request what is asked
 * @param programs where the rules are
 * @param fresh what a new hold is made of
 */
record Authorize(CardRequest request, CardPrograms programs, NewHold fresh) implements AccountStep {

  private static final String APPROVED = "00";
  private static final String PART = "10";
  private static final String INVALID_TRANSACTION = "12";
  private static final String UNKNOWN_CARD = "14";
  private static final String INSUFFICIENT = "51";
  private static final String UNAVAILABLE = "91";

  @Override
  public Change apply(Snapshot seen) {
    CardAccount account = seen.account();
    Card card = seen.card();
    if (account == null || card == null) {
      return Entry.ofNobody(UNKNOWN_CARD, "card_unknown", null);
    }
    Entry entry = new Entry(seen, request, account);
    Optional<CardProgram> program = programs.find(request.origin().routeSet(), account.program());
    if (program.isEmpty()) {
      return entry.declined(UNAVAILABLE, "program_unknown", 0, account);
    }
    Long minor = Amounts.of(account, request);
    if (minor == null) {
      return entry.declined(INVALID_TRANSACTION, "currency", 0, account);
    }
    AuthorizationRules.Ruling ruling = program.get().rules().rule(seen, request, minor);
    CardAccount used = account.use(ruling.usage());
    return switch (ruling.responseCode()) {
      case APPROVED -> approve(entry, card, program, ruling, minor, used);
      case PART -> part(entry, card, program, ruling, minor, used);
      default -> entry.declined(ruling.responseCode(), ruling.rule(), minor, used);
    };
  }

  /** Whoever takes no part, or none so small, is told no, whatever the rules say. */
  private Change part(
      Entry entry,
      Card card,
      Optional<CardProgram> program,
      AuthorizationRules.Ruling ruling,
      long minor,
      CardAccount used) {
    long approved = ruling.approvedMinor();
    return approved < minor && Amounts.takesPart(entry.before(), request, approved)
        ? approve(entry, card, program, ruling, approved, used)
        : entry.declined(INSUFFICIENT, ruling.rule(), minor, entry.before());
  }

  private Change approve(
      Entry entry,
      Card card,
      Optional<CardProgram> program,
      AuthorizationRules.Ruling ruling,
      long minor,
      CardAccount used) {
    Instant at = entry.seen().at();
    Instant expiresAt = Holds.expiry(program, request, at);
    Hold original = request.wishes().incremental() ? Holds.open(entry.seen()) : null;
    Hold hold =
        original != null
            ? Holds.grown(original, minor, expiresAt)
            : Holds.fresh(fresh, fresh.approvalCode(), card, request, at, expiresAt, minor, false);
    return entry.approved(
        CardEventKind.APPROVED,
        ruling.responseCode(),
        ruling.rule(),
        minor,
        used.hold(minor),
        hold);
  }
}
