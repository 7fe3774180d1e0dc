package io.serai.routing.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who hands over to whom, from what comes in to the providers, as the files say it. Immutable.
 *
 * @param nodes what there is, in the order of the files
 * @param arrows the ways between, each once
 */
public record Topology(List<Node> nodes, List<Arrow> arrows) {

  /** What stands at one end of an arrow, from left to right. */
  public enum Kind {
    /** Where requests come from: a link, a queue, an operation of the REST API. */
    SOURCE,
    /** A route of {@code routes/entries}. */
    ENTRY,
    /** A route of the set. */
    ROUTE,
    /** What a route asks of the payment engine; steps of one route that say the same are one. */
    STEP,
    /** Who is asked for money. */
    PROVIDER,
    /** Where an entry puts what it cannot use. */
    SINK
  }

  /**
   * One of them.
   *
   * @param id unique, such as {@code set:charges}
   * @param kind what it is
   * @param title how people call it
   * @param details what else it says, a line each
   */
  public record Node(String id, Kind kind, String title, List<String> details) {}

  /**
   * A way from one to another.
   *
   * @param from the id of where it begins
   * @param to the id of where it ends
   * @param via how the route writes it, as {@link #via} says; empty before a route
   * @param when the conditions below which it stands; empty if there are none
   * @param certain false where the payment itself says to which provider it goes
   */
  public record Arrow(String from, String to, String via, List<String> when, boolean certain) {}

  /** The node of that id, if there is one. */
  public Optional<Node> node(String id) {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
  }

  /** One way to write an endpoint, whichever way a file has it. */
  public static String via(String scheme, String path, Map<String, ?> options) {
    return scheme
        + ":"
        + path
        + new TreeMap<>(options)
            .entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("&", options.isEmpty() ? "" : "?", ""));
  }
}
