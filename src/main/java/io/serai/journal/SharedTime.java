package io.serai.journal;

import java.time.Clock;

/**
 * The time that all processes over one database share. What one process writes down and another
 * compares with the present (until when something may be sent, when a case is due, when a window is
 * over) is told in it, so that no process's own clock can make another one act too early.
 * Thread-safe.
 */
@FunctionalInterface
public interface SharedTime {

  /** It as a clock; asking it does not block, and goes on while the database is away. */
  Clock clock();
}
