package io.serai.issuing;

import java.util.List;
import java.util.Map;

/**
 * What an account has used of its limits, by the name of the limit. Kept in the account's row, so
 * that it is as right as the balance is.
 *
 * @param limits by the limit's name
 */
public record Usage(Map<String, Used> limits) {

  /** Nothing. */
  public static final Usage NONE = new Usage(Map.of());

  /** Copies. */
  public Usage {
    limits = Map.copyOf(limits);
  }

  /**
   * What was used of one limit.
   *
   * @param window the day or month that is counted ({@code 2026-11-28}, {@code 2026-11}); empty for
   *     a sliding time
   * @param count how often
   * @param minor how much, in minor units
   * @param at of a sliding time, when, in milliseconds since 1970, oldest first; else empty
   */
  public record Used(String window, int count, long minor, List<Long> at) {

    /** Copies. */
    public Used {
      at = List.copyOf(at);
    }
  }
}
