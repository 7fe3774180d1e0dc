package io.serai.resolution.internal;

import io.serai.payment.AlarmRaised;
import io.serai.payment.LateAnswer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;

/**
 * Takes answers that came after their attempts had been given up, without making the connection's
 * thread wait, and has them journaled one by one; tried again until they are.
 */
final class LateAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(LateAnswers.class);
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_TRIES = 600;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final LateAnswerJournal journal;
  private final ScheduledExecutorService thread;
  private final ApplicationEventPublisher alarms;
  private final AtomicInteger waiting = new AtomicInteger();

  LateAnswers(
      LateAnswerJournal journal,
      ScheduledExecutorService thread,
      ApplicationEventPublisher alarms) {
    this.journal = journal;
    this.thread = thread;
    this.alarms = alarms;
  }

  /** Never blocks and never throws. */
  @EventListener
  void late(LateAnswer answer) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      lost(answer, "too many are waiting");
      return;
    }
    schedule(answer, 1, Duration.ZERO);
  }

  private void schedule(LateAnswer answer, int tries, Duration pause) {
    try {
      var unused =
          thread.schedule(() -> write(answer, tries), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      lost(answer, "the hub stops");
    }
  }

  private void write(LateAnswer answer, int tries) {
    boolean done = false;
    try {
      done = journal.write(answer);
    } catch (RuntimeException e) {
      LOG.warn("A late answer for {} waits: {}", answer.paymentId(), e.getMessage());
    }
    if (done) {
      waiting.decrementAndGet();
    } else if (tries < MOST_TRIES) {
      schedule(answer, tries + 1, tries < 10 ? PAUSE : PAUSE.multipliedBy(10));
    } else {
      lost(answer, "it could not be written");
    }
  }

  private void lost(LateAnswer answer, String why) {
    waiting.decrementAndGet();
    alarms.publishEvent(
        new AlarmRaised(
            "late_answer_lost",
            answer.paymentId(),
            answer.provider()
                + " answered attempt "
                + answer.attempt()
                + " late with "
                + answer.outcome().word()
                + ", which is not in the history: "
                + why));
  }
}
