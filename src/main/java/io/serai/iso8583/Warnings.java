package io.serai.iso8583;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the connections of a link have to complain about, for the people who run it: at most so many
 * lines a second, so that a peer that floods us does not flood the log, and the rest by its number.
 * Thread-safe.
 */
final class Warnings {

  private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);
  private static final int MOST_A_SECOND = 100;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final String link;
  private long begun = System.nanoTime();
  private int said;
  private long unsaid;

  Warnings(String link) {
    this.link = link;
  }

  /** One line; it quotes nothing that came in. */
  void warn(String remote, String what) {
    long left = 0;
    synchronized (this) {
      long now = System.nanoTime();
      if (now - begun >= SECOND_NANOS) {
        begun = now;
        said = 0;
        left = unsaid;
        unsaid = 0;
      }
      if (said >= MOST_A_SECOND) {
        unsaid++;
        return;
      }
      said++;
    }
    if (left > 0) {
      LOG.warn("Link {}: {} warnings more than fit into a second", link, left);
    }
    LOG.warn("Link {}, {}: {}", link, remote, what);
  }
}
