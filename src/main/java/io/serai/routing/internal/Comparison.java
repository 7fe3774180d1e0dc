package io.serai.routing.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * A set that has just become active, beside the one before it.
 *
 * @param set the new one's hash
 * @param before the old one's hash
 * @param old what the old one's payments came to
 * @param start what the new one's had come to when it became active, which is not 0 for one that
 *     was gone back to or was a canary
 * @param until when it has proved itself
 */
record Comparison(String set, String before, SetRate old, SetRate start, Instant until) {

  static Comparison of(Traffic set, Traffic before, Instant now, Duration watch) {
    return new Comparison(
        set.set(), before.set(), SetRate.of(before), SetRate.of(set), now.plus(watch));
  }

  /** What the new one's payments have come to since. */
  SetRate rate(Traffic set) {
    return SetRate.of(set).since(start);
  }
}
