package io.serai.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UpkeepTest {

  @Test
  void aTaskThatFailsIsDoneAgain() throws InterruptedException {
    CountDownLatch turns = new CountDownLatch(3);
    try (Upkeep upkeep = new Upkeep("serai-test", "It waits")) {
      upkeep.every(
          Duration.ofMillis(1),
          () -> {
            turns.countDown();
            throw new IllegalStateException("the database is away");
          });
      assertThat(turns.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theTurnUnderWayEndsBeforeTheThreadDoes() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Upkeep upkeep = new Upkeep("serai-test", "It waits");
    upkeep.execute(
        () -> {
          begun.countDown();
          awaitQuietly(go);
          ended.countDown();
        });
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(upkeep.finish(Duration.ofMillis(1))).isFalse();
    go.countDown();
    assertThat(upkeep.finish(Duration.ofSeconds(60))).isTrue();
    assertThat(ended.getCount()).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
