package io.serai.resolution.internal;

import io.serai.payment.AlarmRaised;
import io.serai.payment.LateAnswer;
import io.serai.payment.LateLinkAnswer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
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
  private final LinkAnswers links;
  private final ScheduledExecutorService thread;
  private final ApplicationEventPublisher alarms;
  private final AtomicInteger waiting = new AtomicInteger();

  LateAnswers(
      LateAnswerJournal journal,
      LinkAnswers links,
      ScheduledExecutorService thread,
      ApplicationEventPublisher alarms) {
    this.journal = journal;
    this.links = links;
    this.thread = thread;
    this.alarms = alarms;
  }

  /**
   * An answer that waits to be journaled.
   *
   * @param about whose it is
   * @param text what it says, for people
   * @param write writes it; false if it has to wait
   */
  private record Waiting(String about, String text, BooleanSupplier write) {}

  /** Never blocks and never throws. */
  @EventListener
  void late(LateAnswer answer) {
    take(
        new Waiting(
            answer.paymentId(),
            answer.provider()
                + " answered attempt "
                + answer.attempt()
                + " late with "
                + answer.outcome().word(),
            () -> journal.write(answer)));
  }

  /** The same for one over a link, whose attempt is looked up first. */
  @EventListener
  void late(LateLinkAnswer answer) {
    String text =
        "link "
            + answer.link()
            + " answered STAN "
            + answer.stan()
            + " of "
            + answer.transmittedAt()
            + " late with "
            + answer.responseCode();
    take(
        new Waiting(
            answer.reference() == null ? answer.link() : answer.reference(),
            text,
            new OverLink(answer, text)));
  }

  /**
   * Finds the attempt once: one that was under way in a process that is gone may have no case under
   * its numbers when it was taken over.
   */
  private final class OverLink implements BooleanSupplier {
    private final LateLinkAnswer answer;
    private final String text;
    private @Nullable LateAnswer known;

    OverLink(LateLinkAnswer answer, String text) {
      this.answer = answer;
      this.text = text;
    }

    @Override
    public boolean getAsBoolean() {
      LateAnswer found = known != null ? known : links.of(answer).orElse(null);
      if (found == null) {
        LOG.warn("No attempt is known to which {}", text);
        return true;
      }
      known = found;
      return journal.write(found);
    }
  }

  private void take(Waiting answer) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      lost(answer, "too many are waiting");
      return;
    }
    schedule(answer, 1, Duration.ZERO);
  }

  private void schedule(Waiting answer, int tries, Duration pause) {
    try {
      var unused =
          thread.schedule(() -> write(answer, tries), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      lost(answer, "the hub stops");
    }
  }

  private void write(Waiting answer, int tries) {
    boolean done = false;
    try {
      done = answer.write().getAsBoolean();
    } catch (RuntimeException e) {
      LOG.warn("A late answer for {} waits: {}", answer.about(), e.getMessage());
    }
    if (done) {
      waiting.decrementAndGet();
    } else if (tries < MOST_TRIES) {
      schedule(answer, tries + 1, tries < 10 ? PAUSE : PAUSE.multipliedBy(10));
    } else {
      lost(answer, "it could not be written");
    }
  }

  private void lost(Waiting answer, String why) {
    waiting.decrementAndGet();
    alarms.publishEvent(
        new AlarmRaised(
            "late_answer_lost",
            answer.about(),
            answer.text() + ", which is not in the history: " + why));
  }
}
