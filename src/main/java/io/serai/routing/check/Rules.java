package io.serai.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The reviewed lists in {@code route-rules.yaml}. Immutable. */
final class Rules {

  /**
   * What a component is allowed.
   *
   * @param outside whether it leaves the process
   * @param from in which zones routes may begin with it
   * @param to in which zones it may be sent to
   * @param timeout the option that limits how long a call takes; empty if there is none
   * @param instead what to write where it is not allowed; empty if that is plain
   */
  record Component(boolean outside, Set<Zone> from, Set<Zone> to, String timeout, String instead) {

    private static Component of(JsonNode node) {
      return new Component(
          node.path("outside").asBoolean(),
          zones(node.path("from")),
          zones(node.path("to")),
          node.path("timeout").asText(),
          node.path("instead").asText());
    }

    private static Set<Zone> zones(JsonNode names) {
      Set<Zone> zones = EnumSet.noneOf(Zone.class);
      names.forEach(name -> zones.add(Zone.valueOf(name.asText().toUpperCase(Locale.ROOT))));
      return zones;
    }
  }

  private final JsonNode lists = Resources.yaml("route-rules.yaml");
  private final Map<String, Component> components = new TreeMap<>();
  private final Map<String, String> beans = new TreeMap<>();

  Rules() {
    lists
        .path("components")
        .properties()
        .forEach(entry -> components.put(entry.getKey(), Component.of(entry.getValue())));
    lists
        .path("beans")
        .properties()
        .forEach(entry -> beans.put(entry.getKey(), entry.getValue().asText()));
  }

  Map<String, Component> components() {
    return components;
  }

  /** Beans that routes may name, with their classes. */
  Map<String, String> beans() {
    return beans;
  }

  /** What may stand at the top of a file of that zone. */
  Set<String> tops(Zone zone) {
    return strings(lists.path("tops").path(zone.name().toLowerCase(Locale.ROOT)));
  }

  /** What to write instead of a step that is not in the list. */
  String mendOf(String step) {
    return lists
        .path("step_mends")
        .path(step)
        .asText("leave it out, or use one of to, choice, filter");
  }

  /** One of the plain lists. */
  Set<String> list(String name) {
    return strings(lists.path(name));
  }

  private static Set<String> strings(JsonNode list) {
    Set<String> strings = new LinkedHashSet<>();
    StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).forEach(strings::add);
    return strings;
  }
}
