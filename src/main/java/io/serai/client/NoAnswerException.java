package io.serai.client;

import org.jspecify.annotations.Nullable;

/**
 * The hub did not answer, in all the tries, or what answered is no hub. {@link #mayHaveHappened()}
 * is false only where provably nothing was sent.
 */
public final class NoAnswerException extends SeraiClientException {

  private static final long serialVersionUID = 1L;

  NoAnswerException(String message, boolean mayHaveHappened, @Nullable Throwable cause) {
    this(message, mayHaveHappened, true, cause);
  }

  NoAnswerException(
      String message, boolean mayHaveHappened, boolean mayBeSentAgain, @Nullable Throwable cause) {
    super(message, mayHaveHappened, mayBeSentAgain, cause);
  }

  /** The same after an earlier try whose request may have arrived. */
  NoAnswerException afterAll() {
    return mayHaveHappened()
        ? this
        : new NoAnswerException(String.valueOf(getMessage()), true, mayBeSentAgain(), this);
  }
}
