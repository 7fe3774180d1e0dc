package io.serai.issuing.internal;

import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How holds are made, grow and shrink. */
final class Holds {

  /** Of an account whose program is gone. */
  private static final Duration WITHOUT_PROGRAM = Duration.ofDays(7);

  private Holds() {}

  /** The hold that a step names, where it is this account's; a reference may name any. */
  static @Nullable Hold named(Snapshot seen) {
    Hold hold = seen.hold();
    CardAccount account = seen.account();
    return hold != null && account != null && hold.account().equals(account.id()) ? hold : null;
  }

  /** The same where it still holds. */
  static @Nullable Hold open(Snapshot seen) {
    Hold hold = named(seen);
    return hold != null && hold.state() == Hold.State.OPEN ? hold : null;
  }

  /** A new one. */
  static Hold fresh(
      NewHold fresh,
      String approvalCode,
      Card card,
      CardRequest request,
      Instant at,
      Instant expiresAt,
      long minor,
      boolean standIn) {
    return new Hold(
        fresh.id(),
        card.account(),
        card.id(),
        request.key(),
        minor,
        minor,
        0,
        0,
        Hold.State.OPEN,
        approvalCode,
        request.rrn(),
        request.merchant(),
        at,
        expiresAt,
        request.wishes().estimated(),
        standIn);
  }

  /** When nobody will claim what is authorized now. */
  static Instant expiry(Optional<CardProgram> program, CardRequest request, Instant at) {
    String category = request.merchant().category();
    return at.plus(program.map(p -> p.holds().of(category)).orElse(WITHOUT_PROGRAM));
  }

  /** With more held, for longer if it may be. */
  static Hold grown(Hold hold, long more, Instant expiresAt) {
    return with(
        hold,
        Math.addExact(hold.authorizedMinor(), more),
        Math.addExact(hold.heldMinor(), more),
        hold.reversedMinor(),
        expiresAt.isAfter(hold.expiresAt()) ? expiresAt : hold.expiresAt());
  }

  /** With a part, or all that is still held, taken back. */
  static Hold released(Hold hold, long minor) {
    return with(
        hold,
        hold.authorizedMinor(),
        Math.subtractExact(hold.heldMinor(), minor),
        Math.addExact(hold.reversedMinor(), minor),
        hold.expiresAt());
  }

  private static Hold with(
      Hold hold, long authorized, long held, long reversed, Instant expiresAt) {
    Hold.State ended = hold.clearedMinor() > 0 ? Hold.State.CLEARED : Hold.State.REVERSED;
    return new Hold(
        hold.id(),
        hold.account(),
        hold.card(),
        hold.key(),
        authorized,
        held,
        hold.clearedMinor(),
        reversed,
        held == 0 ? ended : Hold.State.OPEN,
        hold.approvalCode(),
        hold.rrn(),
        hold.merchant(),
        hold.at(),
        expiresAt,
        hold.estimated(),
        hold.standIn());
  }
}
