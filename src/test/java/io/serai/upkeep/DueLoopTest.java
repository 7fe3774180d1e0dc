package io.serai.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DueLoopTest {

  @Test
  void aStepThatThrowsGivesItsPlaceBack() {
    var work = new ThrowsAtFirst();
    var loop = new DueLoop<>(new DueLoop.Pace("rows", true, Duration.ofMillis(5), 1), work);
    loop.start();
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> !work.written.isEmpty());
      assertThat(work.written.get(0)).isEqualTo(2);
    } finally {
      loop.stop();
    }
  }

  @Test
  void itLooksSoonWhenItIsAskedTo() {
    var rows = new Rows();
    var loop = new DueLoop<>(new DueLoop.Pace("rows", true, Duration.ofDays(1), 2), rows);
    loop.look(); // it does not run yet: nothing is owed
    loop.start();
    try {
      for (int row = 1; row <= 3; row++) {
        int wanted = row;
        rows.due.add(row);
        loop.look();
        await().atMost(Duration.ofSeconds(30)).until(() -> rows.written.contains(wanted));
      }
      rows.broken = true;
      loop.look();
      await().atMost(Duration.ofSeconds(30)).until(() -> !rows.broken);
      rows.due.add(4);
      loop.look();
      await().atMost(Duration.ofSeconds(30)).until(() -> rows.written.contains(4));
    } finally {
      loop.stop();
    }
    rows.due.add(5);
    loop.look();
    assertThat(rows.written).containsExactly(1, 2, 3, 4);
  }

  @Test
  void howeverOftenItIsAskedBeforeItLooksItLooksOnce() {
    var rows = new Rows();
    rows.gate = new CountDownLatch(1);
    var loop = new DueLoop<>(new DueLoop.Pace("rows", true, Duration.ofDays(1), 2), rows);
    loop.start();
    try {
      loop.look();
      await().atMost(Duration.ofSeconds(30)).until(() -> rows.looks.get() == 1);
      rows.due.add(1); // while it looks: it is owed another look, and only one
      for (int i = 0; i < 100; i++) {
        loop.look();
      }
      rows.gate.countDown();
      await().atMost(Duration.ofSeconds(30)).until(() -> rows.written.contains(1));
    } finally {
      loop.stop();
    }
    assertThat(rows.looks.get()).isEqualTo(2);
  }

  /** Rows that are due once each. */
  private static final class Rows implements DueLoop.Work<Integer, String> {
    final Queue<Integer> due = new ConcurrentLinkedQueue<>();
    final List<Integer> written = new CopyOnWriteArrayList<>();
    final AtomicInteger looks = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile boolean broken;

    @Override
    public List<Integer> take(int most) {
      looks.incrementAndGet();
      if (broken) {
        broken = false;
        throw new IllegalStateException("the database is away");
      }
      Integer row = due.poll();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return row == null ? List.of() : List.of(row);
    }

    @Override
    public CompletableFuture<String> step(Integer row) {
      return CompletableFuture.completedFuture("done");
    }

    @Override
    public Optional<Integer> put(Integer row, String next, boolean mayGoOn) {
      written.add(row);
      return Optional.empty();
    }

    @Override
    public String name(Integer row) {
      return "row " + row;
    }
  }

  /** One row at a time is due; the step of the first throws. */
  private static final class ThrowsAtFirst implements DueLoop.Work<Integer, String> {
    final List<Integer> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();

    @Override
    public List<Integer> take(int most) {
      return List.of(taken.incrementAndGet());
    }

    @Override
    public CompletableFuture<String> step(Integer row) {
      if (row == 1) {
        throw new IllegalStateException("a step's mistake");
      }
      return CompletableFuture.completedFuture("done");
    }

    @Override
    public Optional<Integer> put(Integer row, String next, boolean mayGoOn) {
      written.add(row);
      return Optional.empty();
    }

    @Override
    public String name(Integer row) {
      return "row " + row;
    }
  }
}
