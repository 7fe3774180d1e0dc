package io.serai.alarm;

import io.serai.payment.AlarmRaised;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes alarms from whoever raises them without ever making them wait: a bounded queue and a thread
 * of its own that logs, writes and publishes. What the database does not take is tried again, in
 * order; what does not fit into the queue is logged at once and counted nowhere else.
 */
@Component
class Alarms implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
  private static final long RETRY_MILLIS = 1_000;
  private static final int BATCH = 100;

  private final AlarmProperties properties;
  private final AlarmStore store;
  private final AlarmTopic topic;
  private final BlockingQueue<AlarmRaised> queue;
  private volatile boolean running;
  private volatile Thread thread = new Thread(this::work, "serai-alarms");

  Alarms(AlarmProperties properties, AlarmStore store, AlarmTopic topic) {
    this.properties = properties;
    this.store = store;
    this.topic = topic;
    this.queue = new ArrayBlockingQueue<>(properties.queueCapacity());
  }

  /** Never blocks and never throws. */
  @EventListener
  void raised(AlarmRaised alarm) {
    if (!queue.offer(alarm)) {
      LOG.warn(
          "ALARM {} {} {} (the queue is full: not kept)", kind(alarm), subject(alarm), text(alarm));
    }
  }

  private void work() {
    long nextSweepNanos = System.nanoTime();
    while (running || !queue.isEmpty()) {
      try {
        AlarmRaised alarm = queue.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        boolean added = alarm != null && keep(alarm);
        if (added || System.nanoTime() - nextSweepNanos >= 0) {
          boolean all = publish();
          nextSweepNanos = System.nanoTime() + properties.sweep().toNanos();
          if (!all) {
            drain(nextSweepNanos);
          }
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("alarms: {}", e.toString());
      }
    }
  }

  /** While Kafka is away alarms are still written, without trying Kafka for each. */
  private void drain(long untilNanos) throws InterruptedException {
    while (running && System.nanoTime() - untilNanos < 0) {
      AlarmRaised alarm = queue.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
      if (alarm != null) {
        keep(alarm);
      }
    }
  }

  /** Whether there is a new row; a repeat only counts. */
  private boolean keep(AlarmRaised alarm) throws InterruptedException {
    boolean logged = false;
    while (true) {
      try {
        if (store.fold(alarm, properties.fold())) {
          return false;
        }
        if (!logged) {
          LOG.warn("ALARM {} {} {}", kind(alarm), subject(alarm), text(alarm));
        }
        logged = true;
        store.add(alarm);
        return true;
      } catch (DataAccessException e) {
        if (!logged) {
          LOG.warn(
              "ALARM {} {} {} (to be kept later: {})",
              kind(alarm),
              subject(alarm),
              text(alarm),
              e.getClass().getSimpleName());
        }
        logged = true;
        if (!running) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  private boolean publish() {
    for (Alarm alarm : store.unpublished(BATCH)) {
      if (!topic.publish(alarm)) {
        return false;
      }
      store.published(alarm.id());
    }
    return true;
  }

  private static String kind(AlarmRaised alarm) {
    return line(alarm.kind());
  }

  private static String subject(AlarmRaised alarm) {
    return line(alarm.subject());
  }

  private static String text(AlarmRaised alarm) {
    return line(alarm.text());
  }

  /** One line, whatever was put into it. */
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  @Override
  public void start() {
    running = true;
    thread = new Thread(this::work, "serai-alarms");
    thread.setDaemon(true);
    thread.start();
  }

  /** Keeps what is queued, if it takes no longer than some seconds. */
  @Override
  public void stop() {
    running = false;
    try {
      thread.join(5 * RETRY_MILLIS);
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Started first and stopped last, so that the alarms of starting and stopping are kept too. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
