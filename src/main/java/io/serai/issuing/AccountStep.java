package io.serai.issuing;

/**
 * What is done to one account under its row lock: an authorization, a reversal, a top-up, the end
 * of a hold. Pure: it may be asked again with another snapshot, and thrown away. Never blocks.
 */
@FunctionalInterface
public interface AccountStep {

  /** What becomes of the account. */
  Change apply(Snapshot seen);
}
