package io.serai.engine.internal.caps;

import io.serai.payment.AlarmRaised;
import io.serai.upkeep.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Writes what this process used of the caps, reads what the others used, and raises {@code
 * cap_reached} once for each cap and minute or day; on a thread of its own, so that no payment
 * waits for it. A start reads before the first payment, a stop writes after the last one.
 */
final class CapSharing implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CapSharing.class);
  // Before the sets of routes are active, and after the engine has drained.
  private static final int PHASE = 400;
  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
  // Longer than a clock may jump: an hour.
  private static final Duration KEPT = Duration.ofHours(2);

  private final Caps caps;
  private final CapTable table;
  private final Duration pause;
  private final ApplicationEventPublisher alarms;
  private final Clock clock;
  private final Set<Slot.Id> told = new HashSet<>();
  private @Nullable Upkeep upkeep;

  CapSharing(
      Caps caps, CapTable table, Duration pause, ApplicationEventPublisher alarms, Clock clock) {
    this.caps = caps;
    this.table = table;
    this.pause = pause;
    this.alarms = alarms;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    caps.others(table.others(clock.instant()));
    Upkeep started = new Upkeep("serai-caps", "What is used of the caps is not shared just now");
    upkeep = started;
    started.every(pause, this::share);
    started.every(FORGET_EVERY, this::forget);
  }

  private void share() {
    write();
    caps.others(table.others(clock.instant()));
    for (Slot slot : caps.slots()) {
      if (slot.isReached() && told.add(slot.id()) && table.firstToReach(slot.id())) {
        alarms.publishEvent(
            new AlarmRaised(
                "cap_reached",
                slot.id().cap(),
                "the cap "
                    + slot.id().cap()
                    + " is reached until "
                    + slot.id().window().until()
                    + "; what is past it is refused or waits, as caps.yaml says"));
      }
    }
  }

  private void write() {
    List<Slot> changed = new ArrayList<>();
    List<CapTable.Row> rows = new ArrayList<>();
    for (Slot slot : caps.slots()) {
      Optional<Usage> usage = slot.toWrite();
      if (usage.isPresent()) {
        changed.add(slot);
        rows.add(new CapTable.Row(slot.id(), usage.get()));
      }
    }
    try {
      if (!rows.isEmpty()) {
        table.write(rows);
      }
    } catch (DataAccessException e) {
      changed.forEach(Slot::notWritten);
      throw e;
    }
  }

  private void leave() {
    write();
    table.leave();
    caps.clear();
  }

  private void forget() {
    Instant endedBefore = clock.instant().minus(KEPT);
    for (Slot slot : List.copyOf(caps.slots())) {
      if (slot.id().window().until().isBefore(endedBefore)) {
        caps.forget(slot.id());
        told.remove(slot.id());
      }
    }
    table.forget(endedBefore);
  }

  @Override
  public void stop() {
    Upkeep running;
    synchronized (this) {
      running = upkeep;
      upkeep = null;
    }
    if (running == null) {
      return;
    }
    if (!running.finish(LONGEST_STOP)) {
      LOG.warn("The thread of the caps does not end");
    }
    running.attempt(this::leave);
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
