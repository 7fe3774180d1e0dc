package io.serai.journal.internal;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/**
 * The relays of all sources: they start before the entries and stop after them, so that the last
 * answers are published too. Each has a thread of its own, so that none waits for another.
 */
record Relays(List<RelayLifecycle> ofSources) implements SmartLifecycle {

  @Override
  public void start() {
    ofSources.forEach(RelayLifecycle::start);
  }

  @Override
  public void stop() {
    ofSources.forEach(RelayLifecycle::stopping);
    ofSources.forEach(RelayLifecycle::stop);
  }

  @Override
  public boolean isRunning() {
    return ofSources.stream().anyMatch(RelayLifecycle::isRunning);
  }

  @Override
  public int getPhase() {
    return 0;
  }
}
