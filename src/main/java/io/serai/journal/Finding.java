package io.serai.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person has found out, at the provider's own desk, about a request that is unknown. */
public enum Finding {
  /** The provider did it. */
  HAPPENED,
  /** It never took effect there, and will not any more. */
  NEVER_HAPPENED,
  /** It did, and has been undone there. */
  UNDONE;

  /** The word in the API, in the database and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its word; empty if it is none. */
  public static Optional<Finding> of(@Nullable String word) {
    return Arrays.stream(values()).filter(finding -> finding.word().equals(word)).findFirst();
  }
}
