package io.serai.issuing.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.issuing.AccountWork;
import io.serai.issuing.AccountWork.ByAccount;
import io.serai.issuing.AccountWork.ByToken;
import io.serai.issuing.CardAccounts.Done;
import io.serai.issuing.Change;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Steps over card accounts, committed in groups over a real PostgreSQL (S4.3, I4). */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresCardAccountsTest {

  private IssuingDatabase db;
  private PostgresCardAccounts one;
  private PostgresCardAccounts other;

  @BeforeAll
  void start() {
    db = new IssuingDatabase(400, 1_000_000);
    one = db.accounts(IssuingDatabase.settings(2, 8192, 64));
    other = db.accounts(IssuingDatabase.settings(2, 8192, 64));
  }

  @AfterAll
  void stop() {
    one.close();
    other.close();
    assertThat(db.breaches()).isZero();
  }

  @Test
  void aStepIsWrittenAsAWholeAndTheNextSeesIt() {
    Done held = one.commit(Steps.hold("tok_1", "key-1", 300)).join();
    assertThat(held.replay()).isFalse();
    assertThat(held.decision().availableMinor()).isEqualTo(999_700);
    var seen = new AtomicReference<Snapshot>();
    var looking =
        Steps.work(
            new ByToken("tok_1"),
            null,
            "",
            held.decision().hold(),
            snapshot -> {
              seen.set(snapshot);
              return Steps.releasing("key-1r").apply(snapshot);
            });
    assertThat(one.commit(looking).join().decision().reason()).isEqualTo("reversed");
    Snapshot snapshot = requireNonNull(seen.get());
    assertThat(requireNonNull(snapshot.account()).heldMinor()).isEqualTo(300);
    assertThat(snapshot.account().seq()).isEqualTo(1);
    assertThat(requireNonNull(snapshot.card()).lastFour()).isEqualTo("1111");
    assertThat(requireNonNull(snapshot.hold()).key()).isEqualTo("key-1");
    assertThat(snapshot.hold().merchant()).isEqualTo(Steps.SHOP);
    assertThat(db.held("acc_1")).isZero();
    assertThat(
            db.jdbc.queryForMap(
                "select kind, tenant, route_set, trace_id, epoch, currency, response_code,"
                    + " business_date = (at at time zone 'UTC')::date as today"
                    + " from card_event where account_id = 'acc_1' and seq = 1"))
        .isEqualTo(
            Map.of(
                "kind", "approved",
                "tenant", "bank",
                "route_set", "set1",
                "trace_id", "trace1",
                "epoch", 1,
                "currency", "JPY",
                "response_code", "00",
                "today", true));
  }

  @Test
  void whatMovesMoneyIsPostedAndUsageIsKept() {
    var used = new Usage(Map.of("day", new Usage.Used("2026-11-28", 2, 500, List.of(1L, 2L))));
    AccountWork topUp =
        Steps.work(
            new ByAccount("acc_2"),
            "top-2",
            "f",
            null,
            seen -> {
              Change change = Steps.toppingUp("top-2", 500).apply(seen);
              return new Change(
                  requireNonNull(change.account()).use(used),
                  null,
                  change.event(),
                  change.transfers(),
                  change.decision());
            });
    assertThat(one.commit(topUp).join().decision().availableMinor()).isEqualTo(1_000_500);
    assertThat(
            db.jdbc.queryForList(
                "select format('%s %s <- %s %s %s', posting, debit, credit, minor, currency)"
                    + " from card_ledger where account_id = 'acc_2' order by posting",
                String.class))
        .containsExactly("1 top_up_clearing <- cardholder 500 JPY", "2 fees <- income 1 JPY");
    var seen = new AtomicReference<Snapshot>();
    one.commit(
            Steps.work(
                new ByAccount("acc_2"),
                null,
                "",
                null,
                now -> {
                  seen.set(now);
                  return Steps.toppingUp("none", 1).apply(now);
                }))
        .join();
    Snapshot snapshot = requireNonNull(seen.get());
    assertThat(requireNonNull(snapshot.account()).usage()).isEqualTo(used);
    assertThat(snapshot.card()).isNull();
  }

  @Test
  void theSameKeyInTwoProcessesAtOnceIsDoneOnce() {
    for (int i = 0; i < 50; i++) {
      AccountWork work = Steps.hold("tok_3", "same-" + i, 10);
      var both = List.of(one.commit(work), other.commit(work), one.commit(work));
      var done = both.stream().map(CompletableFuture::join).toList();
      assertThat(done.stream().map(Done::decision).distinct()).hasSize(1);
      assertThat(done.stream().filter(Done::replay)).hasSize(2);
    }
    assertThat(db.held("acc_3")).isEqualTo(500);
  }

  @Test
  void theSameKeyForAnUnknownCardIsClaimedOnceAndHasNoEvent() {
    long before = db.number("select count(*) from card_event");
    for (int i = 0; i < 20; i++) {
      AccountWork work = Steps.hold("tok_none" + i, "unknown-" + i, 10);
      AccountWork elsewhere = Steps.hold("tok_none_too" + i, "unknown-" + i, 10);
      var done =
          List.of(one.commit(work), other.commit(elsewhere), one.commit(elsewhere)).stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(done).allMatch(d -> d.decision().responseCode().equals("14"));
      assertThat(done.stream().filter(Done::replay)).hasSize(2);
    }
    assertThat(db.number("select count(*) from card_claim where id like 'bank/unknown-%'"))
        .isEqualTo(20);
    assertThat(db.number("select count(*) from card_event")).isEqualTo(before);
  }

  @Test
  void theSameKeyForAnotherRequestIsRefused() {
    one.commit(Steps.hold("tok_4", "reused", 10)).join();
    assertThatThrownBy(other.commit(Steps.hold("tok_4", "reused", 11))::join)
        .cause()
        .isInstanceOfSatisfying(
            SeraiException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED))
        .hasMessageContaining("send a new request under a new key");
    assertThat(db.held("acc_4")).isEqualTo(10);
  }

  @Test
  void aReversalThatOvertakesTakesItsOriginalsKey() {
    one.commit(Steps.release("tok_5", "early", "late-original")).join();
    Done late = other.commit(Steps.hold("tok_5", "late-original", 10)).join();
    assertThat(late.replay()).isTrue();
    assertThat(late.decision().reason()).isEqualTo("reversed");
    assertThat(db.held("acc_5")).isZero();
    Done again = one.commit(Steps.release("tok_5", "early-2", "late-original")).join();
    assertThat(again.decision().reason()).as("the claim stays").isEqualTo("no_original");
  }

  @Test
  void aReversalWithoutACardFindsTheAccountByTheKeyOfTheHold() {
    one.commit(Steps.hold("tok_6", "named", 10)).join();
    assertThat(one.commit(Steps.release("", "naming", "named")).join().decision().reason())
        .isEqualTo("reversed");
    assertThat(db.held("acc_6")).isZero();
  }

  @Test
  void whatIsOfAnotherTenantIsNotSeen() {
    AccountWork mine = Steps.hold("tok_7", "theirs", 10);
    var origin = new io.serai.issuing.CardRequest.From("shop", "net", "auth", "set1", "t");
    var theirs =
        new AccountWork(mine.subject(), "theirs", "f", null, origin, null, mine.step(), null);
    assertThat(one.commit(theirs).join().decision().responseCode()).isEqualTo("14");
    assertThat(one.commit(mine).join().replay()).as("keys are a tenant's own").isFalse();
  }

  @Test
  void aHotAccountEndsRightAndInOrderWhileTheOthersAreAnsweredFirst() {
    var release = new CountDownLatch(1);
    var plug = blocked(release, "tok_9", "plug-hot");
    var plugToo = blocked(release, "tok_10", "plug-hot-too");
    List<CompletableFuture<Done>> hot = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      hot.add(one.commit(Steps.hold("tok_8", "hot-" + i, 1_001)));
    }
    var hotDoneBeforeTheOthers = new AtomicInteger();
    List<CompletableFuture<Done>> others = new ArrayList<>();
    for (int i = 100; i < 300; i++) {
      others.add(one.commit(Steps.hold("tok_" + i, "cool-" + i, 5)));
    }
    var allOthers =
        CompletableFuture.allOf(others.toArray(CompletableFuture[]::new))
            .thenRun(
                () ->
                    hotDoneBeforeTheOthers.set(
                        (int) hot.stream().filter(CompletableFuture::isDone).count()));
    release.countDown();
    allOthers.join();
    plug.join();
    plugToo.join();
    assertThat(hotDoneBeforeTheOthers.get()).isLessThan(100);
    var done = hot.stream().map(CompletableFuture::join).toList();
    assertThat(done.subList(0, 999)).allMatch(d -> d.decision().approved());
    assertThat(done.get(999).decision().responseCode()).as("1,000 times 1,001").isEqualTo("51");
    assertThat(db.held("acc_8")).isEqualTo(999 * 1_001);
    assertThat(
            db.jdbc.queryForList(
                "select request_key from card_event where account_id = 'acc_8' order by seq",
                String.class))
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 1_000).mapToObj(i -> "hot-" + i).toList());
  }

  @Test
  void twoWaysToOneAccountAreDoneOneAfterTheOther() {
    db.jdbc.update(
        "insert into card (id, account_id, tenant, token, bin, last_four, expiry, status,"
            + " created_at, updated_at) values ('crd_second', 'acc_11', 'bank', 'tok_second',"
            + " '411111', '1111', '2031-12', 'active', now(), now())");
    List<CompletableFuture<Done>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(one.commit(Steps.hold("tok_11", "first-" + i, 1)));
      all.add(other.commit(Steps.hold("tok_second", "second-" + i, 1)));
      all.add(one.commit(Steps.topUp("acc_11", "third-" + i, 1)));
      all.add(one.commit(Steps.hold("tok_second", "fourth-" + i, 1)));
    }
    all.forEach(CompletableFuture::join);
    assertThat(db.held("acc_11")).isEqualTo(300);
    assertThat(db.number("select seq from card_account where id = 'acc_11'")).isEqualTo(400);
  }

  @Test
  void aStepThatThrowsOrDoesNotAddUpFailsAlone() {
    var release = new CountDownLatch(1);
    var plug = blocked(release, "tok_12", "plug-poison");
    var plugToo = blocked(release, "tok_13", "plug-poison-too");
    var throwing =
        one.commit(
            Steps.work(
                new ByToken("tok_14"),
                "poison-1",
                "f",
                null,
                seen -> {
                  throw new ArithmeticException("long overflow");
                }));
    var unsound =
        one.commit(
            Steps.work(
                new ByToken("tok_15"),
                "poison-2",
                "f",
                null,
                seen -> {
                  Change change = Steps.holding("poison-2", 5).apply(seen);
                  return new Change(
                      requireNonNull(seen.account()).next(),
                      change.hold(),
                      change.event(),
                      List.of(),
                      change.decision());
                }));
    var refused =
        one.commit(
            Steps.work(
                new ByToken("tok_16"),
                "poison-3",
                "f",
                null,
                seen -> {
                  Change change = Steps.holding("poison-3\u0000", 5).apply(seen);
                  return change;
                }));
    List<CompletableFuture<Done>> sound = new ArrayList<>();
    for (int i = 20; i < 60; i++) {
      sound.add(one.commit(Steps.hold("tok_" + i, "sound-" + i, 5)));
    }
    release.countDown();
    assertThat(List.of(plug, plugToo)).allMatch(p -> p.join().decision().approved());
    assertThat(sound).allMatch(s -> s.join().decision().approved());
    for (var failed : List.of(throwing, unsound, refused)) {
      assertThatThrownBy(failed::join)
          .isInstanceOf(CompletionException.class)
          .hasMessageContaining("the step was refused; nothing was decided");
    }
    assertThat(db.number("select count(*) from card_claim where id like 'bank/poison%'")).isZero();
    assertThat(one.commit(Steps.hold("tok_14", "poison-1", 5)).join().replay()).isFalse();
  }

  @Test
  void twoProcessesOverTheSameAccountsDoNotDeadlock() {
    long before = deadlocks();
    List<CompletableFuture<Done>> all = new ArrayList<>();
    for (int round = 0; round < 40; round++) {
      for (int i = 0; i < 20; i++) {
        all.add(one.commit(Steps.hold("tok_" + (60 + i), "up-" + round + "-" + i, 1)));
        all.add(other.commit(Steps.hold("tok_" + (79 - i), "down-" + round + "-" + i, 1)));
      }
    }
    assertThat(all).allMatch(a -> a.join().decision().approved());
    assertThat(
            db.number(
                "select sum(held_minor) from card_account where id in"
                    + " (select 'acc_' || i from generate_series(60, 79) i)"))
        .isEqualTo(1_600);
    assertThat(deadlocks()).isEqualTo(before);
  }

  @Test
  void aConnectionThatBreaksInTheMiddleLeavesEachStepDoneOrNotAndTold() {
    var killed = new AtomicInteger();
    try (var mine = db.accounts(IssuingDatabase.settings(2, 8192, 16))) {
      List<CompletableFuture<Done>> all = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String key = "broken-" + i;
        int number = i;
        AccountWork work =
            Steps.work(
                new ByToken("tok_" + (300 + i % 50)),
                key,
                "f",
                null,
                seen -> {
                  if (number % 40 == 7) {
                    killed.addAndGet(killHolderOf(requireNonNull(seen.account()).id()));
                  }
                  return Steps.holding(key, 1).apply(seen);
                });
        all.add(mine.commit(work));
      }
      int failed = 0;
      int done = 0;
      for (int i = 0; i < all.size(); i++) {
        long claims = all.get(i).handle((d, e) -> e == null).join() ? 1 : 0;
        done += (int) claims;
        failed += 1 - (int) claims;
        assertThat(db.number("select count(*) from card_claim where id = ?", "bank/broken-" + i))
            .isEqualTo(claims);
      }
      assertThat(killed.get()).isPositive();
      assertThat(failed).isPositive();
      assertThat(db.number("select count(*) from card_hold where request_key like 'bank/broken-%'"))
          .isEqualTo(done);
    }
  }

  @Test
  void aBreakAfterTheCommitIsToldAsDone() {
    var cut = new AtomicInteger(1);
    var lossy = new LostCommits(db.database, cut);
    try (var mine = db.accounts(lossy, IssuingDatabase.settings(1, 100, 16))) {
      Done done = mine.commit(Steps.hold("tok_390", "lost-answer", 7)).join();
      assertThat(done.replay()).isFalse();
      assertThat(done.decision().approved()).isTrue();
      assertThat(cut).hasValue(0);
      assertThat(db.held("acc_390")).isEqualTo(7);
      cut.set(1);
      assertThat(mine.commit(Steps.hold("tok_none", "lost-unknown", 7)).join().decision())
          .isEqualTo(mine.commit(Steps.hold("tok_none", "lost-unknown", 7)).join().decision());
    }
  }

  @Test
  void aFullQueueRefusesAtOnceAndLeavesNothing() {
    try (var mine = db.accounts(IssuingDatabase.settings(1, 2, 1))) {
      var release = new CountDownLatch(1);
      var entered = new CountDownLatch(1);
      var plug = mine.commit(waiting(release, entered, "tok_395", "plug-full"));
      await().until(() -> entered.getCount() == 0);
      var first = mine.commit(Steps.hold("tok_396", "full-1", 1));
      var second = mine.commit(Steps.hold("tok_397", "full-2", 1));
      assertThatThrownBy(mine.commit(Steps.hold("tok_398", "full-3", 1))::join)
          .hasMessageContaining("takes no more requests just now; nothing was decided");
      release.countDown();
      assertThat(first.join().decision().approved()).isTrue();
      assertThat(second.join().decision().approved()).isTrue();
      assertThat(plug.join().decision().approved()).isTrue();
      assertThat(db.held("acc_398")).isZero();
    }
  }

  @Test
  void whatComesToItsTurnAfterItsTimeIsWrittenDownAndNotDecided() {
    AccountWork work = Steps.hold("tok_399", "too-late", 5);
    Done late = one.commit(Steps.by(work, Instant.EPOCH, null)).join();
    assertThat(late.decision().responseCode()).isEqualTo("91");
    assertThat(late.decision().reason()).isEqualTo("discarded");
    assertThat(db.held("acc_399")).isZero();
    assertThat(
            db.jdbc.queryForObject(
                "select kind || ' ' || request_key from card_event where account_id = 'acc_399'",
                String.class))
        .isEqualTo("discarded too-late");
    assertThat(one.commit(work).join().replay()).as("its repeat").isTrue();
    assertThat(one.commit(Steps.release("tok_399", "undo", "too-late")).join().decision())
        .matches(d -> d.responseCode().equals("00"));
  }

  private CompletableFuture<Done> blocked(CountDownLatch release, String token, String key) {
    var entered = new CountDownLatch(1);
    var plug = one.commit(waiting(release, entered, token, key));
    await().until(() -> entered.getCount() == 0);
    return plug;
  }

  private static AccountWork waiting(
      CountDownLatch release, CountDownLatch entered, String token, String key) {
    return Steps.work(
        new ByToken(token),
        key,
        "f",
        null,
        seen -> {
          entered.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Steps.holding(key, 1).apply(seen);
        });
  }

  /** Ends the backend that has the account locked; its own transaction asks. */
  private int killHolderOf(String account) {
    try (Connection connection = db.database.getConnection();
        var query =
            connection.prepareStatement(
                "select count(pg_terminate_backend(pid)) from (select distinct pid from pg_locks l"
                    + " where l.relation = 'card_account'::regclass and l.mode = 'RowShareLock'"
                    + " and pid <> pg_backend_pid() and l.database = (select oid from pg_database"
                    + " where datname = current_database()) limit 1) p")) {
      var row = query.executeQuery();
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(account, e);
    }
  }

  private long deadlocks() {
    return db.number("select deadlocks from pg_stat_database where datname = current_database()");
  }
}
