package io.serai.routing.internal;

import io.serai.provider.ProviderSet;
import io.serai.provider.ProviderSets;
import io.serai.routing.check.Folders;
import io.serai.routing.check.Topology;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** One set of routes in its own context; counts what is under way in it by itself. Thread-safe. */
final class RouteSet {

  private final String hash;
  private final CamelContext context;
  private final Folders folders;
  private final Topology topology;
  private final Instant since;
  private final Map<String, EntryConsumer> entries = new ConcurrentHashMap<>();
  private final LongAdder begun = new LongAdder();
  private final LongAdder done = new LongAdder();
  private volatile boolean closing;

  /**
   * A set whose context has not started.
   *
   * @param folders the files it is loaded from
   * @param since when it was loaded
   */
  RouteSet(String hash, CamelContext context, Folders folders, Topology topology, Instant since) {
    this.hash = hash;
    this.context = context;
    this.folders = folders;
    this.topology = topology;
    this.since = since;
  }

  String hash() {
    return hash;
  }

  CamelContext context() {
    return context;
  }

  Folders folders() {
    return folders;
  }

  Topology topology() {
    return topology;
  }

  Instant since() {
    return since;
  }

  void register(String entry, EntryConsumer consumer) {
    entries.put(entry, consumer);
  }

  void unregister(String entry, EntryConsumer consumer) {
    entries.remove(entry, consumer);
  }

  @Nullable EntryConsumer entry(String name) {
    return entries.get(name);
  }

  Set<String> entryNames() {
    return entries.keySet();
  }

  /** Begins an exchange; false if the set takes no more. */
  boolean enter() {
    begun.increment();
    if (closing) {
      leave();
      return false;
    }
    return true;
  }

  void leave() {
    done.increment();
  }

  /** Takes no more from now on. */
  void close() {
    closing = true;
  }

  /** Takes exchanges again. */
  void reopen() {
    closing = false;
  }

  /** Exchanges that have entered and not left, and requests to its providers without an answer. */
  long underWay() {
    ProviderSet providers = ProviderSets.of(context);
    // Read in this order, so that a race can only show too many.
    long left = done.sum();
    return begun.sum() - left + providers.underWay();
  }
}
