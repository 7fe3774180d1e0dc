package io.serai.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
