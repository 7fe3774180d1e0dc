package io.serai.issuing.cards;

import io.serai.intake.Nearest;
import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import java.util.Arrays;
import java.util.List;

/** What a {@code cards:} step of a route can do. */
public enum CardStep {
  /** Makes an account and its card. */
  CREATE("create"),
  /** Tells of a card. */
  SHOW("show"),
  /** Stops a card. */
  BLOCK("block"),
  /** Lets it be used again. */
  UNBLOCK("unblock"),
  /** Gives it up. */
  CLOSE("close"),
  /** Gives out another card in its place. */
  REPLACE("replace"),
  /** Tells what happened. */
  HISTORY("history"),
  /** Writes down a top-up; {@code payment:charge} comes next. */
  TOP_UP("top-up"),
  /** Credits what was charged. */
  CREDIT("credit");

  private final String word;

  CardStep(String word) {
    this.word = word;
  }

  /**
   * The step of a word.
   *
   * @throws SeraiException saying what to write instead
   */
  public static CardStep of(String word) {
    List<String> words = Arrays.stream(values()).map(step -> step.word).toList();
    return Arrays.stream(values())
        .filter(step -> step.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new SeraiException(
                    ErrorCode.CONFIGURATION,
                    "cards:"
                        + Printable.of(word)
                        + " is no step: "
                        + Nearest.mend(word, words)
                            .replaceAll("^write (one of )?", "write $1cards:")));
  }
}
