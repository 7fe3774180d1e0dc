package io.serai.issuing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account has used of its limits, by the name of the limit. Kept in the account's row, so
 * that it is as right as the balance is; as JSON it is short, and nothing is <code>{}</code>.
 *
 * @param limits by the limit's name
 */
public record Usage(@JsonValue Map<String, Used> limits) {

  /** Nothing. */
  public static final Usage NONE = new Usage(Map.of());

  /** Copies. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Usage {
    limits = Map.copyOf(limits);
  }

  /** What was used of the limit of that name. */
  public Used of(String limit) {
    return limits.getOrDefault(limit, Used.NOTHING);
  }

  /**
   * What was used of one limit.
   *
   * @param window the day or month that is counted ({@code 2026-11-28}, {@code 2026-11}); empty for
   *     a sliding time and for what is counted since the last PIN
   * @param count how often
   * @param minor how much, in minor units
   * @param at when, in milliseconds since 1970, oldest first: each of a sliding time, the last of
   *     what is counted since the last PIN, the latest of a day or month that is not counted for
   *     everything; else empty
   */
  public record Used(
      @JsonProperty("w") @JsonInclude(Include.NON_EMPTY) String window,
      @JsonProperty("n") @JsonInclude(Include.NON_DEFAULT) int count,
      @JsonProperty("m") @JsonInclude(Include.NON_DEFAULT) long minor,
      @JsonProperty("t") @JsonInclude(Include.NON_EMPTY) List<Long> at) {

    /** Not used. */
    public static final Used NOTHING = new Used("", 0, 0, List.of());

    /** Copies. */
    public Used {
      at = List.copyOf(at);
    }

    /** From JSON, which leaves out what is nothing. */
    @JsonCreator
    static Used read(
        @JsonProperty("w") @Nullable String window,
        @JsonProperty("n") int count,
        @JsonProperty("m") long minor,
        @JsonProperty("t") @Nullable List<Long> at) {
      return new Used(window == null ? "" : window, count, minor, at == null ? List.of() : at);
    }
  }
}
