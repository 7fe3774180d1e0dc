package io.serai.routing.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** C11: every route says its id, which no other route of its context has. */
final class IdCheck implements Check {

  private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete", "head");

  @Override
  public void look(Scene scene, Findings found) {
    Map<String, Place> taken = new HashMap<>();
    for (Step step : scene.steps()) {
      if (step.zone() != Zone.KAMELET && isRoute(step)) {
        step.text("id")
            .filter(id -> !id.empty() && !id.value().contains("{{"))
            .ifPresentOrElse(id -> own(step, id, taken, found), () -> missing(step, found));
      }
    }
  }

  private static boolean isRoute(Step step) {
    return step.name().equals("route")
        || (step.name().equals("from") && step.parent() == null)
        || (VERBS.contains(step.name()) && step.top().name().equals("rest"));
  }

  private static void missing(Step step, Findings found) {
    found.add(
        Rule.C11,
        step.at(),
        step.name(),
        step.name().equals("from") ? "a route without an id" : "this " + step.name() + " has no id",
        step.name().equals("from")
            ? "write '- route:' above it, with id: and from: below that"
            : "add id: with a name of its own; the journal and the metrics show it");
  }

  private static void own(Step step, Yaml.Text id, Map<String, Place> taken, Findings found) {
    Place first = taken.putIfAbsent(step.zone() + id.value(), id.at());
    if (first != null) {
      found.add(
          Rule.C11,
          id.at(),
          id.value(),
          "the id '"
              + id.value()
              + "' is taken by "
              + first.file().getFileName()
              + ":"
              + first.line(),
          "give this one a name of its own");
    }
  }
}
