package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.HashedWheelTimer;
import io.serai.payment.SendBy;
import io.serai.provider.Limits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider's share of a process: at once, waiting, refused, in their order (S3.24). */
@Timeout(60)
class BulkheadTest {

  private static final Limits TWO_AND_TWO = new Limits(2, 2);

  private final HashedWheelTimer timer = new HashedWheelTimer();
  private final Bulkhead bulkhead = new Bulkhead(timer);
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    timer.stop();
  }

  private void enter(String name, Limits limits, Duration patience) {
    bulkhead.enter(
        limits,
        SendBy.within(patience, Clock.systemUTC()),
        new Bulkhead.Turn() {
          @Override
          public void go() {
            seen.add(name);
          }

          @Override
          public void refused(String why) {
            seen.add(name + " " + why);
          }
        });
  }

  private void enter(String name) {
    enter(name, TWO_AND_TWO, Duration.ofMinutes(1));
  }

  @Test
  void someGoSomeWaitInTheirOrderAndTheRestIsRefusedAtOnce() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      enter(name);
    }
    assertThat(seen).containsExactly("a", "b", "e busy");
    assertThat(bulkhead.underWay()).isEqualTo(2);
    assertThat(bulkhead.waiting()).isEqualTo(2);
    bulkhead.leave();
    bulkhead.leave();
    assertThat(seen).containsExactly("a", "b", "e busy", "c", "d");
    bulkhead.leave();
    bulkhead.leave();
    assertThat(bulkhead.underWay()).isZero();
    assertThat(bulkhead.waiting()).isZero();
  }

  @Test
  void whoHasWaitedUntilItMayNoLongerBeSentIsLetGo() {
    enter("a");
    enter("b");
    enter("late", TWO_AND_TWO, Duration.ofMillis(50));
    enter("patient");
    await().until(() -> seen.contains("late too_late_to_send"));
    assertThat(bulkhead.waiting()).isEqualTo(1);
    bulkhead.leave();
    assertThat(seen).containsExactly("a", "b", "late too_late_to_send", "patient");
  }

  @Test
  void anEditThatRaisesTheLimitLetsThoseInWhoWait() {
    for (String name : List.of("a", "b", "c")) {
      enter(name);
    }
    enter("d", new Limits(10, 2), Duration.ofMinutes(1));
    assertThat(seen).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aThousandThatEndAtOnceDoNotGrowTheStack() {
    var one = new Limits(1, 100_000);
    enter("first", one, Duration.ofMinutes(1));
    for (int i = 0; i < 50_000; i++) {
      bulkhead.enter(
          one,
          SendBy.within(Duration.ofMinutes(1), Clock.systemUTC()),
          new Bulkhead.Turn() {
            @Override
            public void go() {
              bulkhead.leave();
            }

            @Override
            public void refused(String why) {
              seen.add(why);
            }
          });
    }
    bulkhead.leave();
    assertThat(seen).containsExactly("first");
    assertThat(bulkhead.underWay()).isZero();
    assertThat(bulkhead.waiting()).isZero();
  }
}
