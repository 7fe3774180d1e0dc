package io.serai.routing.picture;

import io.serai.routing.check.Topology;
import io.serai.routing.check.Topology.Arrow;
import io.serai.routing.check.Topology.Kind;
import io.serai.routing.check.Topology.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** In which column each node stands: right of all that leads to it, and with its own kind. */
final class Columns {

  private final Topology topology;
  private final Map<String, Integer> columns = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  Columns(Topology topology) {
    this.topology = topology;
  }

  Map<String, Integer> assign() {
    topology.nodes().forEach(node -> column(node.id()));
    int last = columns.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    for (Node node : topology.nodes()) {
      if (node.kind() == Kind.PROVIDER || node.kind() == Kind.SINK) {
        columns.put(node.id(), last);
      }
    }
    return columns;
  }

  private int column(String id) {
    Integer known = columns.get(id);
    if (known != null) {
      return known;
    }
    open.add(id);
    int column = topology.node(id).map(node -> least(node.kind())).orElse(0);
    for (Arrow arrow : topology.arrows()) {
      // Routes that call each other in a circle: the arrow back counts for nothing.
      if (arrow.to().equals(id) && !open.contains(arrow.from())) {
        column = Math.max(column, column(arrow.from()) + 1);
      }
    }
    open.remove(id);
    columns.put(id, column);
    return column;
  }

  private static int least(Kind kind) {
    return switch (kind) {
      case SOURCE -> 0;
      case ENTRY -> 1;
      case ROUTE -> 2;
      case STEP -> 3;
      case PROVIDER, SINK -> 4;
    };
  }
}
