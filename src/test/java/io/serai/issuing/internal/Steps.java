package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.AccountWork;
import io.serai.issuing.AccountWork.ByAccount;
import io.serai.issuing.AccountWork.ByToken;
import io.serai.issuing.AccountWork.Subject;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardRequest.From;
import io.serai.issuing.CardRequest.Merchant;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Hand-written steps, as simple as they can be. */
final class Steps {

  static final From ORIGIN = new From("bank", "net", "auth", "set1", "trace1");
  static final Merchant SHOP = new Merchant("SHOP", "TERM1", "5411", "JP");
  private static final AtomicLong HOLDS = new AtomicLong();

  private Steps() {}

  static AccountWork hold(String token, String key, long minor) {
    return work(new ByToken(token), key, "hold " + minor, null, holding(key, minor));
  }

  static AccountWork release(String token, String key, String original) {
    return work(new ByToken(token), key, "release", original, releasing(key));
  }

  static AccountWork topUp(String account, String key, long minor) {
    return work(new ByAccount(account), key, "top-up " + minor, null, toppingUp(key, minor));
  }

  static AccountWork work(
      Subject subject,
      @Nullable String key,
      String fingerprint,
      @Nullable String ref,
      AccountStep step) {
    return new AccountWork(subject, key, fingerprint, ref, ORIGIN, null, step, null);
  }

  static AccountWork by(AccountWork work, Instant answerBy, @Nullable AccountStep standIn) {
    return new AccountWork(
        work.subject(),
        work.key(),
        work.fingerprint(),
        work.holdRef(),
        work.origin(),
        answerBy,
        work.step(),
        standIn);
  }

  /** Approves what is available, declines the rest. */
  static AccountStep holding(String key, long minor) {
    return seen -> {
      CardAccount account = seen.account();
      if (account == null) {
        return new Change(
            null, null, null, List.of(), new CardDecision("14", "unknown", 0, null, null, null));
      }
      if (account.availableMinor() < minor) {
        CardAccount after = account.next();
        return new Change(
            after,
            null,
            event(after, seen, CardEventKind.DECLINED, null, key, minor, 0, 0, "51"),
            List.of(),
            new CardDecision("51", "balance", 0, null, after.availableMinor(), null));
      }
      String id = "hld_" + HOLDS.incrementAndGet();
      CardAccount after = account.hold(minor).next();
      return new Change(
          after,
          held(id, after, key, seen.at(), minor, minor, 0, Hold.State.OPEN),
          event(after, seen, CardEventKind.APPROVED, id, key, minor, 0, minor, "00"),
          List.of(),
          new CardDecision("00", "approved", minor, "A00001", after.availableMinor(), id));
    };
  }

  static AccountStep releasing(String key) {
    return seen -> {
      CardAccount account = Objects.requireNonNull(seen.account(), "account");
      Hold hold = seen.hold();
      if (hold == null) {
        CardAccount after = account.next();
        return new Change(
            after,
            null,
            event(after, seen, CardEventKind.REVERSED, null, key, 0, 0, 0, "00"),
            List.of(),
            new CardDecision("00", "no_original", 0, null, null, null),
            new Change.AlsoClaims(
                "late-original", "", new CardDecision("12", "reversed", 0, null, null, null)));
      }
      CardAccount after = account.hold(-hold.heldMinor()).next();
      return new Change(
          after,
          held(
              hold.id(),
              after,
              hold.key(),
              hold.at(),
              hold.authorizedMinor(),
              0,
              hold.heldMinor(),
              Hold.State.REVERSED),
          event(
              after,
              seen,
              CardEventKind.REVERSED,
              hold.id(),
              key,
              hold.heldMinor(),
              0,
              -hold.heldMinor(),
              "00"),
          List.of(),
          new CardDecision(
              "00", "reversed", hold.heldMinor(), null, after.availableMinor(), hold.id()));
    };
  }

  static AccountStep toppingUp(String key, long minor) {
    return seen -> {
      CardAccount after = Objects.requireNonNull(seen.account(), "account").post(minor).next();
      return new Change(
          after,
          null,
          event(after, seen, CardEventKind.TOPPED_UP, null, key, minor, minor, 0, null),
          List.of(
              new Change.Transfer("top_up_clearing", "cardholder", "top_up", minor),
              new Change.Transfer("fees", "income", "top_up", 1)),
          new CardDecision("00", "topped_up", minor, null, after.availableMinor(), null));
    };
  }

  private static Hold held(
      String id,
      CardAccount account,
      String key,
      Instant at,
      long authorized,
      long held,
      long reversed,
      Hold.State state) {
    return new Hold(
        id,
        account.id(),
        account.id().replace("acc_", "crd_"),
        key,
        authorized,
        held,
        0,
        reversed,
        state,
        "A00001",
        null,
        SHOP,
        at,
        at.plus(Duration.ofDays(7)),
        false,
        false);
  }

  private static CardEvent event(
      CardAccount after,
      Snapshot seen,
      CardEventKind kind,
      @Nullable String hold,
      String key,
      long amount,
      long posted,
      long held,
      @Nullable String code) {
    return new CardEvent(
        after.id(),
        after.seq(),
        seen.at(),
        kind,
        seen.card() == null ? null : seen.card().id(),
        hold,
        key,
        amount,
        posted,
        held,
        after.balanceMinor(),
        after.heldMinor(),
        code,
        "test",
        SHOP,
        null);
  }
}
