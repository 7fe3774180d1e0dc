package io.serai.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a provider stands, as operators see it. Times are the database's.
 *
 * @param name its name in routes
 * @param bypassed whether it is left out, all considered
 * @param state what its errors say
 * @param since when it was last left out or came back, or was first declared
 * @param reason why, or null if it never was left out
 * @param errors errors within the window, over all processes
 * @param errorsLimit so many leave it out
 * @param withinSeconds the window's length
 * @param override what an operator last decided, or null
 * @param lastProbe the last probe, or null
 * @param nextProbeAt when it is probed next, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProviderHealth(
    String name,
    boolean bypassed,
    State state,
    Instant since,
    @Nullable String reason,
    long errors,
    int errorsLimit,
    long withinSeconds,
    @Nullable OperatorOverride override,
    @Nullable Probe lastProbe,
    @Nullable Instant nextProbeAt) {

  /** What its errors say. */
  public enum State {
    /** It is used. */
    CLOSED,
    /** It is left out. */
    OPEN,
    /** It is left out, and being asked whether it is back. */
    PROBING;

    /** The state of a word such as {@code open}. */
    public static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The word in the API and in the database. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A probe.
   *
   * @param at when
   * @param result what came of it
   */
  public record Probe(Instant at, String result) {}

  /** Whether a provider is left out, given what its errors say and what an operator decided. */
  public static boolean bypassed(State state, OperatorOverride.Mode mode) {
    return switch (mode) {
      case IN -> false;
      case OUT -> true;
      case AUTO -> state != State.CLOSED;
    };
  }
}
