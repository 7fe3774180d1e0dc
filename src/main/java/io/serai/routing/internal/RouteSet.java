package io.serai.routing.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** One set of routes in its own context; counts what is under way in it by itself. */
final class RouteSet {

  private final String hash;
  private final CamelContext context;
  private final Map<String, EntryConsumer> entries = new ConcurrentHashMap<>();
  private final LongAdder begun = new LongAdder();
  private final LongAdder done = new LongAdder();

  RouteSet(String hash, CamelContext context) {
    this.hash = hash;
    this.context = context;
  }

  String hash() {
    return hash;
  }

  CamelContext context() {
    return context;
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

  void enter() {
    begun.increment();
  }

  void leave() {
    done.increment();
  }

  /** Exchanges that have entered and not left. */
  long underWay() {
    // Read in this order, so that a race can only show too many.
    long left = done.sum();
    return begun.sum() - left;
  }
}
