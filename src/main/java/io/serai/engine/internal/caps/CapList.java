package io.serai.engine.internal.caps;

import io.serai.payment.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The caps of one set of routes. Thread-safe. */
final class CapList {

  static final CapList NONE = new CapList(List.of());

  /** A cap as it holds for one tenant, provider or route. */
  record Held(Cap cap, String key) {}

  private record Asked(Scope scope, Operation operation) {}

  private record Named(Asked asked, String name) {}

  private final List<Cap> all;
  private final Map<Asked, List<Cap>> byKind;
  // Tenants come from credentials, providers and routes from files: this does not grow without end.
  private final Map<Named, List<Held>> held = new ConcurrentHashMap<>();

  CapList(List<Cap> all) {
    this.all = List.copyOf(all);
    this.byKind =
        all.stream().collect(Collectors.groupingBy(cap -> new Asked(cap.scope(), cap.operation())));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The names that caps of a scope give, without the one for each. */
  Set<String> names(Scope scope) {
    return all.stream()
        .filter(cap -> cap.scope() == scope && !cap.name().equals(Cap.EACH))
        .map(Cap::name)
        .collect(Collectors.toSet());
  }

  /** The caps that hold for one; an entry with its name stands in place of the one for each. */
  List<Held> of(Scope scope, String name, Operation operation) {
    var asked = new Asked(scope, operation);
    List<Cap> kind = byKind.get(asked);
    return kind == null
        ? List.of()
        : held.computeIfAbsent(new Named(asked, name), named -> hold(kind, name));
  }

  private static List<Held> hold(List<Cap> kind, String name) {
    List<Held> held = new ArrayList<>();
    for (Cap cap : kind) {
      boolean named = cap.name().equals(name);
      boolean each =
          cap.name().equals(Cap.EACH)
              && kind.stream()
                  .noneMatch(c -> c.name().equals(name) && c.key(name).equals(cap.key(name)));
      if (named || each) {
        held.add(new Held(cap, cap.key(name)));
      }
    }
    return List.copyOf(held);
  }
}
