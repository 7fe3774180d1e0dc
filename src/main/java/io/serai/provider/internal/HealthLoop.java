package io.serai.provider.internal;

import io.serai.payment.AlarmRaised;
import io.serai.provider.BypassRule;
import io.serai.provider.BypassSettings;
import io.serai.provider.DecidingRail;
import io.serai.provider.OperatorOverride;
import io.serai.provider.Provider;
import io.serai.provider.ProviderHealth;
import io.serai.provider.ProviderSet;
import io.serai.upkeep.Upkeep;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the database and this process's knowledge of providers together, on a thread of its own:
 * writes errors, reads how each provider stands, leaves out and probes. While the database is away
 * the last knowledge holds.
 */
final class HealthLoop implements SmartLifecycle {

  // Before anything is let in, and after everything has ended.
  private static final int PHASE = Integer.MIN_VALUE + 1;
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  private final HealthStore store;
  private final Watches watches;
  private final Prober prober;
  private final Gauges gauges;
  private final ProvidersOfSets directory;
  private final BypassSettings settings;
  private final ApplicationEventPublisher alarms;
  // Providers that have their gauges already; used by one thread.
  private final Set<String> shown = new HashSet<>();
  private @Nullable ProviderSet declared;
  private @Nullable Upkeep upkeep;

  HealthLoop(
      HealthStore store,
      Watches watches,
      Prober prober,
      Gauges gauges,
      ProvidersOfSets directory,
      BypassSettings settings,
      ApplicationEventPublisher alarms) {
    this.store = store;
    this.watches = watches;
    this.prober = prober;
    this.gauges = gauges;
    this.directory = directory;
    this.settings = settings;
    this.alarms = alarms;
  }

  @Override
  public synchronized void start() {
    // At once: a provider that was left out before a restart still is.
    watches.update(store.read());
    Upkeep started = new Upkeep("serai-provider-health", "Providers' health waits");
    upkeep = started;
    started.every(settings.sync(), this::sync);
    started.every(FORGET_EVERY, store::forget);
  }

  private void sync() {
    watches.write(store);
    prober.conclude();
    ProviderSet active = directory.activeOrNull();
    List<Provider> outside =
        active == null
            ? List.of()
            : active.all().stream().filter(p -> !(p.rail() instanceof DecidingRail)).toList();
    if (declared != active) {
      store.declare(outside.stream().map(Provider::definition).toList());
      outside.stream()
          .map(Provider::name)
          .filter(shown::add)
          .forEach(name -> gauges.show(watches.of(name)));
      declared = active;
    }
    watches.update(store.read());
    outside.forEach(this::decide);
  }

  private void decide(Provider provider) {
    Watch watch = watches.of(provider.name());
    Standing standing = watch.standing();
    BypassRule rule = provider.definition().bypass();
    boolean tooMany = standing.errors() >= rule.errors() || watch.tripped(rule);
    if (standing.state() == ProviderHealth.State.CLOSED
        && standing.mode() == OperatorOverride.Mode.AUTO
        && tooMany) {
      open(watch, standing, rule);
    } else if (standing.probeDue() && !standing.forcedOut()) {
      prober.probe(provider, watch);
    }
  }

  private void open(Watch watch, Standing standing, BypassRule rule) {
    String last = watch.lastError();
    String reason =
        Math.max(standing.errors(), rule.errors())
            + " errors within "
            + rule.within().toSeconds()
            + " s"
            + (last.isEmpty() ? "" : ", last: " + last);
    if (store.open(watch.name(), standing.openings(), reason, settings.longestPause())) {
      alarms.publishEvent(
          new AlarmRaised(
              "provider_bypassed",
              watch.name(),
              watch.name()
                  + " is left out: "
                  + reason
                  + ". Others are asked instead; it is probed before it comes back."));
      watches.update(store.read());
    }
  }

  @Override
  public synchronized void stop() {
    Upkeep running = upkeep;
    upkeep = null;
    if (running != null) {
      running.close();
      running.attempt(() -> watches.write(store));
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
