package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.AccountWork.ByAccount;
import io.serai.issuing.AccountWork.ByToken;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Card accounts in memory, one step after the other: what the contract says, and no more. */
class AccountsInMemory implements CardAccounts {

  private record Claim(String fingerprint, CardDecision decision) {}

  private final Clock clock;
  private final Map<String, CardAccount> accounts = new LinkedHashMap<>();
  private final Map<String, Card> cards = new LinkedHashMap<>();
  private final Map<String, Hold> holds = new LinkedHashMap<>();
  private final Map<String, Claim> claims = new HashMap<>();
  private final List<CardEvent> events = new ArrayList<>();
  private final List<Change.Transfer> transfers = new ArrayList<>();
  private @Nullable ErrorCode refusing;

  AccountsInMemory(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(CardAccount account, Card card) {
    accounts.put(account.id(), account);
    cards.put(card.token(), card);
  }

  synchronized void add(Hold hold) {
    holds.put(hold.id(), hold);
  }

  /** Refuses every step with this code, or, with null, none. */
  synchronized void refuse(@Nullable ErrorCode code) {
    refusing = code;
  }

  synchronized CardAccount account(String id) {
    return Objects.requireNonNull(accounts.get(id));
  }

  synchronized Hold hold(String id) {
    return Objects.requireNonNull(holds.get(id));
  }

  synchronized List<CardEvent> events() {
    return List.copyOf(events);
  }

  synchronized List<Change.Transfer> transfers() {
    return List.copyOf(transfers);
  }

  @Override
  public synchronized CompletableFuture<Done> commit(AccountWork work) {
    if (refusing != null) {
      return CompletableFuture.failedFuture(new SeraiException(refusing, "the fake refuses"));
    }
    String claimed = work.key() == null ? null : work.origin().tenant() + "/" + work.key();
    Claim before = claims.get(claimed);
    if (before != null && before.fingerprint().equals(work.fingerprint())) {
      return CompletableFuture.completedFuture(new Done(before.decision(), true));
    }
    if (before != null) {
      return CompletableFuture.failedFuture(
          new SeraiException(ErrorCode.IDEMPOTENCY_KEY_REUSED, "the key was used before"));
    }
    Change change = work.step().apply(seen(work));
    apply(change);
    if (claimed != null) {
      claims.put(claimed, new Claim(work.fingerprint(), change.decision()));
    }
    return CompletableFuture.completedFuture(new Done(change.decision(), false));
  }

  private Snapshot seen(AccountWork work) {
    Card card = null;
    CardAccount account;
    if (work.subject() instanceof ByToken byToken) {
      card = cards.get(byToken.token());
      account = card == null ? null : accounts.get(card.account());
    } else {
      account = accounts.get(((ByAccount) work.subject()).account());
    }
    Hold hold =
        holds.values().stream()
            .filter(h -> h.id().equals(work.holdRef()) || h.key().equals(work.holdRef()))
            .findFirst()
            .orElse(null);
    return new Snapshot(clock.instant(), account, card, hold);
  }

  private void apply(Change change) {
    if (change.account() != null) {
      accounts.put(change.account().id(), change.account());
    }
    if (change.hold() != null) {
      holds.put(change.hold().id(), change.hold());
    }
    if (change.event() != null) {
      events.add(change.event());
    }
    transfers.addAll(change.transfers());
  }
}
