package io.serai.journal;

/** What became of a commit. */
public enum CommitResult {
  /** It is on disk. */
  COMMITTED,
  /** Its key was claimed before; nothing was written. */
  CLAIM_TAKEN,
  /** The payment has moved on since it was read; nothing was written. Read it again. */
  STALE
}
