package io.serai.provider;

import java.time.Duration;

/**
 * When a provider is left out (S3.8): an error is an attempt that ended {@code not_sent} or {@code
 * unknown}, never a decline.
 *
 * @param errors so many within the time, over all processes
 * @param within the time, counted in whole seconds
 * @param probeAfter for so long it is left alone before it is asked whether it is back; grows with
 *     each failed probe
 */
public record BypassRule(int errors, Duration within, Duration probeAfter) {

  /** The house's rule: 10 errors within one minute. */
  public static final BypassRule DEFAULT =
      new BypassRule(10, Duration.ofMinutes(1), Duration.ofSeconds(15));
}
