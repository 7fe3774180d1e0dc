package io.serai.routing.internal;

import io.serai.routing.RoutingSettings;
import io.serai.upkeep.Upkeep;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** The first set is loaded before the entries open; all are stopped after they have closed. */
final class RoutesLifecycle implements SmartLifecycle {

  // Camel's main context, which has the entries, starts last and stops first.
  private static final int PHASE = 1000;
  private static final Duration DRAINED = Duration.ofMillis(500);
  private static final Duration LAST_TURN = Duration.ofSeconds(10);

  private final RoutingSettings settings;
  private final RouteSets sets;
  private final Replacement replacement;
  private final Upkeep upkeep = new Upkeep("serai-routes", "Routes are not replaced just now");
  private volatile boolean running;

  RoutesLifecycle(RoutingSettings settings, RouteSets sets, Replacement replacement) {
    this.settings = settings;
    this.sets = sets;
    this.replacement = replacement;
  }

  @Override
  public void start() {
    SetFiles files = replacement.first();
    sets.begin(files, Entries.targets(Entries.opened(files)));
    running = true;
    upkeep.every(settings.routes().poll(), replacement::look);
    upkeep.every(DRAINED, sets::closeDrained);
  }

  @Override
  public void stop() {
    upkeep.finish(LAST_TURN);
    running = false;
    sets.end();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
