package io.serai.routing.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.payment.ErrorCode;
import io.serai.payment.RouteSetActivated;
import io.serai.payment.RouteSetClosed;
import io.serai.payment.RouteSetOpened;
import io.serai.payment.SeraiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * The sets of routes that are open: the active one, the one before it, which waits to be gone back
 * to, a canary, and those that only end what they have under way. Thread-safe.
 */
final class RouteSets {

  private static final Logger LOG = LoggerFactory.getLogger(RouteSets.class);
  // Somebody may have been handed one of its providers just before it was left.
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final RouteSwitch routes;
  private final RouteSetLoader loader;
  private final SetCopies copies;
  private final MeterRegistry meters;
  private final ApplicationEventPublisher events;
  private final List<Draining> draining = new ArrayList<>();
  private @Nullable RouteSet previous;
  private Set<String> served = Set.of();

  RouteSets(
      RouteSwitch routes,
      RouteSetLoader loader,
      SetCopies copies,
      MeterRegistry meters,
      ApplicationEventPublisher events) {
    this.routes = routes;
    this.loader = loader;
    this.copies = copies;
    this.meters = meters;
    this.events = events;
  }

  /** A set that takes no more, and since when. */
  private record Draining(RouteSet set, long sinceNanos) {}

  /** Opens the first set, which has to serve these entries as long as the process lives. */
  synchronized void begin(SetFiles files, Set<String> entries) {
    served = entries;
    activate(open(files));
  }

  /**
   * The set of these files, loaded if none of the open ones has the same hash.
   *
   * @throws SeraiException saying what is wrong; nothing has changed then
   */
  synchronized RouteSet open(SetFiles files) {
    RouteSet known = known(files.hash());
    if (known != null) {
      copies.drop(files.folders());
      // It must not be closed before it is activated.
      draining.removeIf(one -> one.set() == known);
      return known;
    }
    try {
      RouteSet set = loader.load(files);
      Set<String> missing = new TreeSet<>(served);
      missing.removeAll(set.entryNames());
      if (!missing.isEmpty()) {
        set.context().stop();
        throw new SeraiException(
            ErrorCode.CONFIGURATION,
            "no route begins with entry:"
                + String.join(", entry:", missing)
                + ", which an open entry hands over to; keep that route, or take the entry out and"
                + " restart");
      }
      return set;
    } catch (SeraiException e) {
      close(files.hash());
      throw e;
    }
  }

  private @Nullable RouteSet known(String hash) {
    return open().filter(set -> set.hash().equals(hash)).findFirst().orElse(null);
  }

  private Stream<RouteSet> open() {
    Canary beside = routes.canary();
    return Stream.concat(
        Stream.of(routes.active(), previous, beside == null ? null : beside.set())
            .filter(java.util.Objects::nonNull),
        draining.stream().map(Draining::set));
  }

  /** What comes from now on goes to this set; the one before stays for a way back. */
  synchronized void activate(RouteSet set) {
    RouteSet before = routes.active();
    if (set == before) {
      return;
    }
    takeUp(set);
    events.publishEvent(new RouteSetActivated(set.hash()));
    routes.activate(set);
    Canary beside = routes.canary();
    if (beside != null && beside.set() == set) {
      routes.beside(null);
    }
    RouteSet oldest = previous;
    previous = before;
    if (oldest != null && oldest != set) {
      retire(oldest);
    }
    LOG.info("Set of routes {} is active: entries {}", set.hash(), set.entryNames());
  }

  private void takeUp(RouteSet set) {
    draining.removeIf(one -> one.set() == set);
    set.reopen();
  }

  /**
   * Goes back to the set before the active one, which is closed.
   *
   * @return the set that is active now
   * @throws SeraiException with {@link ErrorCode#STATE_CONFLICT} if there is none
   */
  synchronized RouteSet goBack() {
    RouteSet back = previous;
    RouteSet bad = routes.active();
    if (back == null || bad == null) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "there is no set of routes to go back to: none was replaced since the hub was started or"
              + " last went back");
    }
    activate(back);
    previous = null;
    retire(bad);
    return back;
  }

  /** Gives a set a part of what comes. */
  synchronized void beside(RouteSet set, int share, Set<String> merchants) {
    if (set == routes.active()) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT, "these files are the active set already: edit them first");
    }
    endCanary(set);
    takeUp(set);
    events.publishEvent(new RouteSetOpened(set.hash()));
    routes.beside(new Canary(set, share, Set.copyOf(merchants)));
  }

  /** Makes the canary the active set. */
  synchronized RouteSet promote() {
    RouteSet set = canary();
    activate(set);
    return set;
  }

  /** Ends the canary; what it has under way it ends. */
  synchronized RouteSet drop() {
    RouteSet set = canary();
    endCanary(null);
    return set;
  }

  private RouteSet canary() {
    Canary beside = routes.canary();
    if (beside == null) {
      throw new SeraiException(ErrorCode.STATE_CONFLICT, "there is no canary");
    }
    return beside.set();
  }

  private void endCanary(@Nullable RouteSet next) {
    Canary beside = routes.canary();
    routes.beside(null);
    if (beside != null && beside.set() != next && beside.set() != previous) {
      retire(beside.set());
    }
  }

  private void retire(RouteSet set) {
    set.close();
    draining.add(new Draining(set, System.nanoTime()));
  }

  /** Closes the sets that have nothing under way any more. */
  void closeDrained() {
    List<RouteSet> drained;
    synchronized (this) {
      drained =
          draining.stream()
              .filter(one -> System.nanoTime() - one.sinceNanos() > LINGER.toNanos())
              .map(Draining::set)
              .filter(set -> set.underWay() == 0)
              .toList();
      draining.removeIf(one -> drained.contains(one.set()));
      drained.forEach(set -> close(set.hash()));
    }
    for (RouteSet set : drained) {
      set.context().stop();
      copies.drop(set.folders());
      LOG.info("Set of routes {} is closed", set.hash());
    }
  }

  private void close(String hash) {
    events.publishEvent(new RouteSetClosed(hash));
    new Traffic(meters, hash).forget();
  }

  /** The set before the active one, or null. */
  synchronized @Nullable RouteSet previous() {
    return previous;
  }

  /** Sets that only end what they have under way. */
  synchronized List<RouteSet> draining() {
    return draining.stream().map(Draining::set).toList();
  }

  /** Stops all of them, once the entries are closed. */
  void end() {
    List<RouteSet> all;
    synchronized (this) {
      all = open().distinct().toList();
      routes.activate(null);
      routes.beside(null);
      previous = null;
      draining.clear();
    }
    for (RouteSet set : all) {
      LOG.info("Set of routes {} stops with {} under way", set.hash(), set.underWay());
      set.context().stop();
    }
    copies.close();
  }
}
