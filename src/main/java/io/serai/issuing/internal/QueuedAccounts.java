package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts;
import java.util.concurrent.CompletableFuture;

/** Card accounts that can say how long a step would wait. */
interface QueuedAccounts extends CardAccounts {

  /** Commits a step before those that wait. */
  CompletableFuture<Done> commitAhead(AccountWork work);

  /** How long a step would take that came now, in nanoseconds; 0 if it begins at once. */
  long outlookNanos(AccountWork work, boolean ahead);

  /** How many wait. */
  int waiting();
}
