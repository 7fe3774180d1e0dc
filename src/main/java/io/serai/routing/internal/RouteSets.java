package io.serai.routing.internal;

import io.serai.payment.RouteSetActivated;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/** The active set of routes: loaded before the entries open, stopped after they have closed. */
final class RouteSets implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RouteSets.class);
  // Camel's main context, which has the entries, starts last and stops first.
  private static final int PHASE = 1000;

  private final AtomicReference<@Nullable RouteSet> active;
  private final RouteSetLoader loader;
  private final ApplicationEventPublisher events;

  RouteSets(
      AtomicReference<@Nullable RouteSet> active,
      RouteSetLoader loader,
      ApplicationEventPublisher events) {
    this.active = active;
    this.loader = loader;
    this.events = events;
  }

  @Override
  public void start() {
    RouteSet set = loader.load(active);
    events.publishEvent(new RouteSetActivated(set.hash()));
    active.set(set);
    LOG.info("Set of routes {} is active: entries {}", set.hash(), set.entryNames());
  }

  @Override
  public void stop() {
    RouteSet set = active.getAndSet(null);
    if (set != null) {
      LOG.info("Set of routes {} stops with {} under way", set.hash(), set.underWay());
      set.context().stop();
    }
  }

  @Override
  public boolean isRunning() {
    return active.get() != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
