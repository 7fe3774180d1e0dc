package io.serai.issuing;

import io.serai.intake.CardNumbers;
import io.serai.intake.Nearest;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a card.
 *
 * @param action what is done
 * @param reason one of {@link #REASONS}, or null; a block needs one
 * @param note more of it for people, or null
 * @param operator who does it, or null where the program itself does
 */
public record StatusChange(
    Action action, @Nullable String reason, @Nullable String note, @Nullable String operator) {

  /** Why. After {@code lost} and {@code stolen} there is no way back. */
  public static final List<String> REASONS =
      List.of("holder", "lost", "stolen", "fraud", "program", "other");

  private static final int LONGEST_NOTE = 200;

  /** What can be done. */
  public enum Action {
    /** Stop it: for now, or for good where it is lost or stolen. */
    BLOCK("blocked"),
    /** Let it be used again after a block. */
    UNBLOCK("unblocked"),
    /** Give it up for good. */
    CLOSE("closed"),
    /** Put another card in its place. */
    REPLACE("replaced");

    private final String done;

    Action(String done) {
      this.done = done;
    }
  }

  /** Refuses what cannot be. */
  public StatusChange {
    if (reason == null && action == Action.BLOCK) {
      throw SeraiException.invalid("reason", "is missing; " + Nearest.mend("", REASONS));
    }
    if (reason != null && !REASONS.contains(reason)) {
      throw SeraiException.invalid("reason", "is none; write one of " + Nearest.listed(REASONS));
    }
    if (note != null) {
      if (!note.matches("[^\\p{Cntrl}]{1," + LONGEST_NOTE + "}")) {
        throw SeraiException.invalid("note", "must be 1 to " + LONGEST_NOTE + " characters");
      }
      CardNumbers.refuseIn(note, "note");
    }
  }

  /**
   * The status afterwards; the same where there is nothing to do.
   *
   * @throws SeraiException with {@link ErrorCode#STATE_CONFLICT} where it cannot be done
   */
  public CardStatus from(CardStatus now) {
    if (now == CardStatus.REPLACED || (now == CardStatus.CLOSED && action != Action.CLOSE)) {
      throw refused(now, "");
    }
    return switch (action) {
      case BLOCK -> blocked(now);
      case UNBLOCK -> {
        if (now == CardStatus.LOST || now == CardStatus.STOLEN) {
          throw refused(now, "; replace it");
        }
        yield CardStatus.ACTIVE;
      }
      case CLOSE -> CardStatus.CLOSED;
      case REPLACE -> CardStatus.REPLACED;
    };
  }

  private CardStatus blocked(CardStatus now) {
    if ("lost".equals(reason)) {
      return CardStatus.LOST;
    }
    if ("stolen".equals(reason)) {
      return CardStatus.STOLEN;
    }
    // What is lost stays lost.
    return now == CardStatus.ACTIVE ? CardStatus.BLOCKED : now;
  }

  private SeraiException refused(CardStatus now, String mend) {
    return new SeraiException(
        ErrorCode.STATE_CONFLICT,
        "a card that is " + now.word() + " cannot be " + action.done + mend);
  }

  /** What the history says. */
  public String text() {
    return action.done
        + (reason == null ? "" : ": " + reason)
        + (note == null ? "" : ", " + note)
        + (operator == null ? "" : " (" + operator + ")");
  }

  @Override
  public String toString() {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
