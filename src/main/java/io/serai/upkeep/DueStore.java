package io.serai.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows on disk that are due, shared by all processes: a taken one is merely due later, so that a
 * lost taker loses nothing, and whoever moves one on names the step that it was at, so that of two
 * one wins. Blocking and thread-safe.
 *
 * @param <R> a row
 * @param <N> what becomes of it
 */
public interface DueStore<R, N> {

  /** Takes what is due, at most so many, so that nobody else does for as long as the hold. */
  List<R> take(Instant now, Duration hold, int most);

  /** The row of an id. */
  Optional<R> byId(String id);

  /**
   * Moves a row on, unless somebody has moved it before.
   *
   * @param operator who did it, where a person did
   * @return whether it was moved by this call
   * @throws io.serai.payment.SeraiException if it may never go there
   */
  boolean move(R from, N to, @Nullable String operator, Instant now);
}
