package io.serai.iso8583;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Where blocks of 1,000 trace numbers come from. It may block, and is called by one at a time. */
interface StanBlocks {

  /**
   * Leases a block: 0 for the numbers 1 to 999, n for n * 1000 to n * 1000 + 999.
   *
   * @param link whose numbers
   * @param hold for how long they may be given out
   * @param rest how long after that the peer may still know them
   * @param done a block that is given back, or null
   * @return empty when all are in use
   */
  OptionalInt lease(String link, Duration hold, Duration rest, @Nullable Integer done);
}
