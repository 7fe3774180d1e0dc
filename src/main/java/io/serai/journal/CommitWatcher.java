package io.serai.journal;

/**
 * Hears of commits of this process that moved money and are on disk, once each, whatever part of
 * the hub made them. Called on the journal's threads, so it never waits; what it throws is logged
 * and changes nothing. A process that is killed in between does not tell.
 */
@FunctionalInterface
public interface CommitWatcher {

  /** A commit is on disk. */
  void committed(Commit commit);
}
