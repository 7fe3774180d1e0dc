package io.serai.issuing.cards;

import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEvent;
import io.serai.issuing.Change;
import io.serai.issuing.Snapshot;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Accounts in memory, with the promise of the real ones: a key has one effect. */
final class MemoryAccounts implements CardAccounts {

  private record Claimed(String fingerprint, CardDecision decision) {}

  private final Map<String, CardAccount> accounts = new HashMap<>();
  private final Map<String, Claimed> claims = new HashMap<>();
  final List<CardEvent> events = new ArrayList<>();
  final List<Change.Transfer> transfers = new ArrayList<>();

  /** How many commits fail before one is done. */
  int failing;

  /** Whether the next commit is done, and its answer lost. */
  boolean losing;

  synchronized void put(CardAccount account) {
    accounts.put(account.id(), account);
  }

  synchronized CardAccount account(String id) {
    return Objects.requireNonNull(accounts.get(id));
  }

  @Override
  public synchronized CompletableFuture<Done> commit(AccountWork work) {
    if (failing > 0) {
      failing--;
      return lost();
    }
    String key = work.origin().tenant() + "/" + work.key();
    Claimed claimed = claims.get(key);
    if (claimed != null) {
      return claimed.fingerprint().equals(work.fingerprint())
          ? CompletableFuture.completedFuture(new Done(claimed.decision(), true))
          : CompletableFuture.failedFuture(
              new SeraiException(ErrorCode.IDEMPOTENCY_KEY_REUSED, "another request"));
    }
    CardAccount before = accounts.get(work.subject().lane());
    Change change = work.step().apply(new Snapshot(Instant.EPOCH, before, null, null));
    if (change.account() != null) {
      accounts.put(change.account().id(), change.account());
    }
    if (change.event() != null) {
      events.add(change.event());
    }
    transfers.addAll(change.transfers());
    claims.put(key, new Claimed(work.fingerprint(), change.decision()));
    if (losing) {
      losing = false;
      return lost();
    }
    return CompletableFuture.completedFuture(new Done(change.decision(), false));
  }

  private static CompletableFuture<Done> lost() {
    return CompletableFuture.failedFuture(
        new SeraiException(ErrorCode.JOURNAL_UNAVAILABLE, "the database is away"));
  }
}
