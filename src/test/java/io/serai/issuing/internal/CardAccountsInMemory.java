package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.AccountWork;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEvent;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Card accounts in memory, as strict as the real ones: steps of one subject are done in order, a
 * key is claimed once, an account's events have no gap, and every change adds up. Thread-safe.
 */
public final class CardAccountsInMemory implements CardAccounts, AutoCloseable {

  private record Claimed(String fingerprint, CardDecision decision) {}

  private record Waiting(AccountWork work, CompletableFuture<Done> done) {}

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Clock clock = Clock.systemUTC();
  private final Map<String, Queue<Waiting>> lanes = new HashMap<>();
  private final Map<String, CardAccount> accounts = new HashMap<>();
  private final Map<String, Card> cards = new HashMap<>();
  private final Map<String, Hold> holds = new HashMap<>();
  private final Map<String, Claimed> claims = new HashMap<>();
  private final List<CardEvent> events = new ArrayList<>();

  /** Adds an account with one card. */
  public synchronized void add(CardAccount account, Card card) {
    accounts.put(account.id(), account);
    cards.put(card.token(), card);
  }

  /** An account as it stands. */
  public synchronized CardAccount account(String id) {
    return java.util.Objects.requireNonNull(accounts.get(id));
  }

  /** What happened to an account. */
  public synchronized List<CardEvent> events(String account) {
    return events.stream().filter(event -> event.account().equals(account)).toList();
  }

  @Override
  public synchronized CompletableFuture<Done> commit(AccountWork work) {
    Waiting waiting = new Waiting(work, new CompletableFuture<>());
    String lane = work.subject().lane();
    Queue<Waiting> queue = lanes.computeIfAbsent(lane, any -> new ArrayDeque<>());
    queue.add(waiting);
    if (queue.size() == 1) {
      threads.execute(() -> next(lane));
    }
    return waiting.done();
  }

  private void next(String lane) {
    Waiting waiting;
    Done done = null;
    RuntimeException failure = null;
    synchronized (this) {
      waiting = java.util.Objects.requireNonNull(lanes.get(lane)).element();
      try {
        done = decide(waiting.work());
      } catch (RuntimeException e) {
        failure = e;
      }
      Queue<Waiting> queue = java.util.Objects.requireNonNull(lanes.get(lane));
      queue.remove();
      if (queue.isEmpty()) {
        lanes.remove(lane);
      } else {
        threads.execute(() -> next(lane));
      }
    }
    if (failure != null) {
      waiting.done().completeExceptionally(failure);
    } else {
      waiting.done().complete(done);
    }
  }

  private Done decide(AccountWork work) {
    String key = work.key();
    Claimed claimed = key == null ? null : claims.get(work.origin().tenant() + "/" + key);
    if (claimed != null) {
      if (!claimed.fingerprint().isEmpty() && !claimed.fingerprint().equals(work.fingerprint())) {
        throw new SeraiException(ErrorCode.IDEMPOTENCY_KEY_REUSED, "the key was used otherwise");
      }
      return new Done(standing(work, claimed.decision()), true);
    }
    Instant now = clock.instant();
    Instant answerBy = work.answerBy();
    boolean late = answerBy != null && now.isAfter(answerBy);
    AccountStep step = late ? work.standIn() : work.step();
    if (step == null) {
      return new Done(new CardDecision("91", "late", 0, null, null, null), false);
    }
    Snapshot seen = seen(work, now);
    Change change = step.apply(seen);
    apply(seen, change, work);
    return new Done(change.decision(), false);
  }

  private CardDecision standing(AccountWork work, CardDecision told) {
    Hold hold = hold(told.hold());
    String back = work.origin().tenant() + "/" + work.key() + "/back";
    boolean reversed = hold != null && hold.state() == Hold.State.REVERSED;
    return work.atOnce() != null && told.approved() && (reversed || claims.containsKey(back))
        ? new CardDecision("91", "reversed", 0, null, null, null)
        : told;
  }

  private Snapshot seen(AccountWork work, Instant now) {
    String name = work.origin().tenant() + "/" + work.holdRef();
    Claimed claimed = claims.get(name);
    Snapshot.Named named =
        claimed == null
            ? null
            : new Snapshot.Named(claimed.decision(), claims.containsKey(name + "/back"));
    Hold own = hold(work.holdRef());
    Hold hold = own == null && claimed != null ? hold(claimed.decision().hold()) : own;
    Card card = work.subject() instanceof AccountWork.ByToken by ? cards.get(by.token()) : null;
    String account =
        work.subject() instanceof AccountWork.ByAccount by
            ? by.account()
            : card != null ? card.account() : hold == null ? null : hold.account();
    return new Snapshot(now, account == null ? null : accounts.get(account), card, hold, named);
  }

  private @Nullable Hold hold(@Nullable String ref) {
    return holds.values().stream()
        .filter(hold -> hold.id().equals(ref) || hold.key().equals(ref))
        .findFirst()
        .orElse(null);
  }

  private void apply(Snapshot seen, Change change, AccountWork work) {
    CardAccount before = seen.account();
    CardAccount after = change.account();
    CardEvent event = change.event();
    if (before == null || after == null || event == null) {
      require(after == null && event == null && change.hold() == null, "of nobody");
    } else {
      require(after.seq() == before.seq() + 1 && event.seq() == after.seq(), "sequence");
      require(after.heldMinor() == before.heldMinor() + event.heldMinor(), "held");
      require(after.balanceMinor() == before.balanceMinor() + event.postedMinor(), "posted");
      accounts.put(after.id(), after);
      events.add(event);
      Hold hold = change.hold();
      if (hold != null) {
        require(hold.heldMinor() == 0 || hold.state() == Hold.State.OPEN, "state of the hold");
        holds.put(hold.id(), hold);
      }
      long sum =
          holds.values().stream()
              .filter(any -> any.account().equals(after.id()))
              .mapToLong(Hold::heldMinor)
              .sum();
      require(sum == after.heldMinor(), "sum of the holds");
    }
    String tenant = work.origin().tenant() + "/";
    if (work.key() != null) {
      claims.put(tenant + work.key(), new Claimed(work.fingerprint(), change.decision()));
    }
    Change.AlsoClaims also = change.alsoClaims();
    if (also != null) {
      claims.putIfAbsent(tenant + also.key(), new Claimed(also.fingerprint(), also.decision()));
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("a change does not add up: " + what);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
