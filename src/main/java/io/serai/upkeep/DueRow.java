package io.serai.upkeep;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row that goes on step by step from one state to the next, each step of which is due once. */
public interface DueRow {

  /** Its id. */
  String id();

  /** The number of its latest event; who moves it on names it. */
  int seq();

  /** How it stands. */
  Enum<?> state();

  /** What the log calls it at the beginning of a sentence. */
  String title();

  /** The word for a state in the database and in the log. */
  static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /**
   * What becomes of a row.
   *
   * @param <N> itself
   */
  interface Next<N extends Next<N>> {

    /** How it stands then. */
    Enum<?> state();

    /** Why it is so, if there is a reason to tell. */
    @Nullable String code();

    /** When its next step is due; null once nothing is left to do. */
    @Nullable Instant dueAt();

    /** The same, due at another time. */
    N dueAt(Instant other);
  }
}
