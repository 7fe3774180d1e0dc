package io.serai.provider.answers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.upkeep.Upkeep;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Takes answers from those who had them without ever making them wait, and looks at them on a
 * thread of its own. What does not fit into the queue is passed by, and counted.
 */
final class AnswerWatch implements SmartLifecycle {

  // Before anything is let in, and after everything has ended.
  private static final int PHASE = Integer.MIN_VALUE + 1;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final AnswerSettings settings;
  private final Judge judge;
  private final Counter looked;
  private final Counter passed;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger thisSecond = new AtomicInteger();
  private volatile @Nullable Upkeep upkeep;

  AnswerWatch(AnswerSettings settings, Judge judge, MeterRegistry meters) {
    this.settings = settings;
    this.judge = judge;
    this.looked =
        Counter.builder("serai.provider.answers")
            .description("providers' answers, by whether their fields were looked at")
            .tag("looked", "yes")
            .register(meters);
    this.passed =
        Counter.builder("serai.provider.answers")
            .description("providers' answers, by whether their fields were looked at")
            .tag("looked", "no")
            .register(meters);
  }

  /** Takes a copy of the answer if it is to be looked at, and else nothing; never blocks. */
  void offer(Answer answer) {
    Upkeep open = upkeep;
    boolean tooLong = answer.length() > settings.largest().toBytes();
    if (open == null || tooLong || thisSecond.incrementAndGet() > settings.aSecond()) {
      passed.increment();
      return;
    }
    if (waiting.incrementAndGet() > settings.queue()) {
      waiting.decrementAndGet();
      passed.increment();
      return;
    }
    boolean taken = false;
    try {
      Answer copy = answer.copied();
      open.execute(() -> look(open, copy));
      taken = true;
    } catch (RejectedExecutionException e) {
      passed.increment();
    } finally {
      if (!taken) {
        waiting.decrementAndGet();
      }
    }
  }

  private void look(Upkeep on, Answer answer) {
    waiting.decrementAndGet();
    looked.increment();
    on.attempt(() -> judge.look(answer));
  }

  @Override
  public synchronized void start() {
    Upkeep started = new Upkeep("serai-answers", "What providers answer is not watched");
    started.attempt(judge::sync);
    started.every(settings.sync(), judge::sync);
    started.every(SECOND, () -> thisSecond.set(0));
    upkeep = started;
  }

  @Override
  public synchronized void stop() {
    Upkeep running = upkeep;
    upkeep = null;
    if (running != null) {
      running.finish(LONGEST_END);
      running.attempt(judge::sync);
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return upkeep != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
