package io.serai.issuing.internal;

import io.serai.intake.Nearest;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an {@code issuing:} step of a route does. */
public enum IssuingStep {
  /** Rules on a 0100 or 0200. */
  AUTHORIZE,
  /** Holds what somebody else approved (0120). */
  ADVICE,
  /** Books what was bought (0220). */
  COMPLETE,
  /** Takes back (0400, 0420). */
  REVERSE;

  /** The word behind {@code issuing:}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The step of a word.
   *
   * @throws SeraiException naming what is wrong and, after the last colon, what to write instead
   */
  public static IssuingStep read(String word) {
    return Arrays.stream(values())
        .filter(step -> step.word().equals(word))
        .findFirst()
        .orElseThrow(() -> unknown(word));
  }

  private static SeraiException unknown(String word) {
    List<String> words = Arrays.stream(values()).map(IssuingStep::word).toList();
    String all = words.stream().map(w -> "issuing:" + w).collect(Collectors.joining(", "));
    String mend = Nearest.of(word, words).map(near -> "issuing:" + near).orElse("one of " + all);
    return new SeraiException(ErrorCode.CONFIGURATION, "issuing:" + word + ": write " + mend);
  }
}
