package io.serai.payment;

import org.jspecify.annotations.Nullable;

/**
 * Gives requests their numbers before they are sent, so that the intent can hold them: whoever
 * undoes a request after a crash has to name it. Never waits. Thread-safe.
 */
@FunctionalInterface
public interface LinkTraces {

  /**
   * The numbers of the next request over a link; nobody else gets the same while an answer to them
   * may come.
   *
   * @return null where there are none just now, or no such link
   */
  @Nullable LinkTrace next(String link);
}
