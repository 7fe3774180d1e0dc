package io.serai.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Group commit by lanes, without a database: each group waits until the test lets it go. */
@Timeout(30)
class GroupCommitTest {

  private final Semaphore gate = new Semaphore(0);
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger unreachable = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final Steered work = new Steered();
  private @Nullable GroupCommit<String, String> groups;

  private GroupCommit<String, String> groups(int writers, int queue, int group) {
    var made =
        new GroupCommit<>(new GroupSize("test", writers, queue, group), away(), work, nanos::get);
    groups = made;
    return made;
  }

  @AfterEach
  void stop() {
    gate.release(100_000);
    if (groups != null) {
      groups.close();
    }
  }

  @Test
  void ofALaneOneAGroupInOrderOfArrivalWhileTheOthersGoOn() {
    var made = groups(1, 5_000, 50);
    CompletableFuture<String> plug = plug(made);
    List<CompletableFuture<String>> hot = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      hot.add(made.commit("hot/" + i));
    }
    List<CompletableFuture<String>> others = new ArrayList<>();
    for (int i = 0; i < 98; i++) {
      others.add(made.commit("other" + i + "/0"));
    }
    gate.release(3);
    plug.join();
    others.forEach(CompletableFuture::join);
    await().until(() -> hot.get(1).isDone());
    assertThat(work.groups.stream().skip(1).map(List::size)).startsWith(50, 50);
    assertThat(hot.stream().filter(CompletableFuture::isDone)).hasSize(2);
    gate.release(2_000);
    hot.forEach(CompletableFuture::join);
    assertThat(work.done.stream().filter(one -> one.startsWith("hot/")))
        .containsExactlyElementsOf(numbered("hot/", 1_000));
  }

  @Test
  void aLaneIsNeverUnderWayOnTwoWriters() {
    var made = groups(4, 5_000, 8);
    gate.release(100_000);
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      all.add(made.commit("lane" + i % 7 + "/" + i / 7));
    }
    all.forEach(CompletableFuture::join);
    assertThat(work.collisions).hasValue(0);
    for (int lane = 0; lane < 7; lane++) {
      String prefix = "lane" + lane + "/";
      assertThat(work.done.stream().filter(one -> one.startsWith(prefix)))
          .containsExactlyElementsOf(numbered(prefix, lane < 3 ? 572 : 571));
    }
  }

  @Test
  void whatGoesAheadIsDoneBeforeWhatWaitsAlsoInItsOwnLane() {
    var made = groups(1, 100, 2);
    assertThat(plug(made)).isNotDone();
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (String one : List.of("a/1", "a/2", "b/1", "c/1")) {
      all.add(made.commit(one));
    }
    for (String one : List.of("a/first", "d/first", "a/second")) {
      all.add(made.commitAhead(one));
    }
    gate.release(100);
    all.forEach(CompletableFuture::join);
    assertThat(work.groups.stream().skip(1))
        .containsExactly(
            List.of("a/first", "d/first"),
            List.of("a/second", "b/1"),
            List.of("c/1", "a/1"),
            List.of("a/2"));
  }

  @Test
  void oneThatCannotBeDoneBesideAnotherGoesIntoTheNextGroupBeforeTheOthers() {
    var made = groups(1, 100, 3);
    assertThat(plug(made)).isNotDone();
    work.later.add("b/1");
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (String one : List.of("a/1", "b/1", "c/1", "d/1", "b/2")) {
      all.add(made.commit(one));
    }
    gate.release(100);
    all.forEach(CompletableFuture::join);
    assertThat(work.groups.stream().skip(1))
        .containsExactly(List.of("a/1", "b/1", "c/1"), List.of("b/1", "d/1"), List.of("b/2"));
  }

  @Test
  void aFullQueueRefusesAtOnce() {
    var made = groups(1, 2, 10);
    CompletableFuture<String> plug = plug(made);
    assertThat(made.commit("a/1")).isNotDone();
    assertThat(made.commit("a/2")).isNotDone();
    assertThat(made.waiting()).isEqualTo(2);
    assertThatThrownBy(made.commit("b/1")::join).hasMessageContaining("full");
    assertThat(plug).isNotDone();
  }

  @Test
  void oneThatIsRefusedFailsAlone() {
    var made = groups(1, 100, 10);
    assertThat(plug(made)).isNotDone();
    var poisoned = made.commit("bad/poison");
    List<CompletableFuture<String>> others = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      others.add(made.commit("lane" + i + "/1"));
    }
    gate.release(100);
    others.forEach(CompletableFuture::join);
    assertThatThrownBy(poisoned::join).hasMessageContaining("refused");
    assertThat(made.commit("bad/next").join()).isEqualTo("bad/next");
  }

  @Test
  void whatThereIsNoConnectionForIsRefusedAsAWhole() {
    unreachable.set(1);
    var made = groups(1, 100, 50);
    asked.set(0);
    gate.release(100);
    assertThatThrownBy(made.commit("a/1")::join).hasMessageContaining("away");
    assertThat(asked).hasValue(1);
    assertThat(made.commit("a/2").join()).isEqualTo("a/2");
  }

  @Test
  void whatIsInDoubtIsLookedUpUntilTheDatabaseSaysAndItsLaneWaits() {
    var made = groups(1, 100, 50);
    assertThat(plug(made)).isNotDone();
    var there = made.commit("a/break");
    var lost = made.commit("b/lost");
    var next = made.commit("a/next");
    work.breaks = true;
    unreachable.set(2);
    gate.release(100);
    assertThat(there.join()).isEqualTo("a/break");
    assertThatThrownBy(lost::join).hasMessageContaining("away");
    assertThat(next.join()).isEqualTo("a/next");
    assertThat(work.done).containsSubsequence("a/break", "a/next").doesNotContain("b/lost");
  }

  @Test
  void theOutlookCountsTheGroupsBeforeIt() {
    var made = groups(1, 1_000, 10);
    assertThat(made.outlookNanos("a", false)).isZero();
    CompletableFuture<String> plug = plug(made);
    nanos.addAndGet(8);
    assertThat(made.outlookNanos("new", false)).as("this group and its own").isEqualTo(16);
    gate.release();
    plug.join();
    await().until(() -> made.outlookNanos("a", false) == 0);
    CompletableFuture<String> second = plug(made);
    for (int i = 0; i < 25; i++) {
      assertThat(made.commit("lane" + i + "/1")).isNotDone();
    }
    assertThat(made.outlookNanos("new", false)).isEqualTo((1 + 2 + 1) * 8);
    assertThat(made.outlookNanos("new", true)).isEqualTo((1 + 1) * 8);
    for (int i = 0; i < 9; i++) {
      assertThat(made.commit("hot/" + i)).isNotDone();
    }
    assertThat(made.outlookNanos("hot", false)).isEqualTo((1 + 3 + 9 + 1) * 8);
    for (int i = 9; i < 200; i++) {
      assertThat(made.commit("hot/" + i)).isNotDone();
    }
    assertThat(made.outlookNanos("new", false)).as("a long lane").isEqualTo((1 + 2 + 1) * 8);
    nanos.addAndGet(100);
    assertThat(made.outlookNanos("new", true)).as("a group that hangs").isEqualTo(200);
    assertThat(second).isNotDone();
  }

  private static List<String> numbered(String prefix, int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(prefix + i);
    }
    return all;
  }

  /** A work that the writer has taken and waits with, so that the next ones gather. */
  private CompletableFuture<String> plug(GroupCommit<String, String> made) {
    int before = work.groups.size();
    CompletableFuture<String> plug = made.commit("plug/" + before);
    await().until(() -> work.groups.size() > before);
    return plug;
  }

  private DataSource away() {
    return new AbstractDataSource() {
      @Override
      public Connection getConnection() throws SQLException {
        asked.incrementAndGet();
        if (unreachable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          throw new SQLException("away", "08001");
        }
        return (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> null);
      }

      @Override
      public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
      }
    };
  }

  /** Works are texts, lane and number. */
  private final class Steered implements GroupWork<String, String> {
    final Queue<List<String>> groups = new ConcurrentLinkedQueue<>();
    final Queue<String> done = new ConcurrentLinkedQueue<>();
    final Set<String> later = new HashSet<>();
    final AtomicInteger collisions = new AtomicInteger();
    private final Set<Object> underWay = java.util.concurrent.ConcurrentHashMap.newKeySet();
    volatile boolean breaks;

    @Override
    public Object lane(String one) {
      return one.substring(0, one.indexOf('/'));
    }

    @Override
    public List<GroupResult<String>> apply(Connection connection, List<String> group)
        throws SQLException {
      groups.add(List.copyOf(group));
      gate.acquireUninterruptibly();
      if (breaks && group.contains("a/break")) {
        breaks = false;
        done.add("a/break");
        throw new SQLException("broken", "08006");
      }
      if (group.stream().anyMatch(one -> one.endsWith("/poison"))) {
        throw new IllegalStateException("poison");
      }
      group.forEach(one -> collisions.addAndGet(underWay.add(lane(one)) ? 0 : 1));
      List<GroupResult<String>> results = new ArrayList<>();
      for (String one : group) {
        if (later.remove(one)) {
          results.add(new GroupResult.Later<>());
        } else {
          done.add(one);
          results.add(new GroupResult.Done<>(one));
        }
      }
      group.forEach(one -> underWay.remove(lane(one)));
      return results;
    }

    @Override
    public List<@Nullable String> lookup(Connection connection, List<String> group) {
      return group.stream().map(one -> done.contains(one) ? one : null).toList();
    }

    @Override
    public SeraiException full() {
      return new SeraiException(ErrorCode.OVERLOADED, "full");
    }

    @Override
    public SeraiException unavailable(@Nullable SQLException cause) {
      return new SeraiException(ErrorCode.JOURNAL_UNAVAILABLE, "away");
    }

    @Override
    public SeraiException refused(String one, Exception cause) {
      return new SeraiException(ErrorCode.INTERNAL, "refused");
    }
  }
}
