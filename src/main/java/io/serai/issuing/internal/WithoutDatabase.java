package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts.Done;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is answered while the database is away; by default every request is declined. */
@FunctionalInterface
interface WithoutDatabase {

  /** Approves nothing. */
  WithoutDatabase DECLINES = work -> null;

  /** An approval that is complete once it is safe on disk, or null to decline. */
  @Nullable CompletableFuture<Done> approve(AccountWork work);
}
