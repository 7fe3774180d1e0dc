package io.serai.client;

import org.jspecify.annotations.Nullable;

/** A call was not answered with what it asked for. Its text holds no card data and no key. */
public abstract sealed class SeraiClientException extends RuntimeException
    permits HubErrorException, NoAnswerException {

  private static final long serialVersionUID = 1L;

  private final boolean mayHaveHappened;
  private final boolean mayBeSentAgain;

  SeraiClientException(
      String message, boolean mayHaveHappened, boolean mayBeSentAgain, @Nullable Throwable cause) {
    super(message, cause);
    this.mayHaveHappened = mayHaveHappened;
    this.mayBeSentAgain = mayBeSentAgain;
  }

  /**
   * Whether the effect of a POST may have happened, or may still happen. Then the same call, with
   * the same key, tells what became of it; a new key could do it twice.
   */
  public final boolean mayHaveHappened() {
    return mayHaveHappened;
  }

  /** Whether the same call may be answered otherwise if it is sent again a little later. */
  public final boolean mayBeSentAgain() {
    return mayBeSentAgain;
  }
}
