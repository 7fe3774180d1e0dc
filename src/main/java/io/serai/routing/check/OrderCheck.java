package io.serai.routing.check;

import java.nio.file.Path;
import java.util.Set;

/** C12: what holds for all routes of a file stands before them; Camel refuses it afterwards. */
final class OrderCheck implements Check {

  private static final Set<String> ROUTES = Set.of("route", "from", "rest");
  private static final Set<String> BEFORE =
      Set.of("onException", "errorHandler", "onCompletion", "intercept", "interceptFrom");

  @Override
  public void look(Scene scene, Findings found) {
    Path file = null;
    boolean routeSeen = false;
    for (Step step : scene.steps()) {
      if (!step.at().file().equals(file)) {
        file = step.at().file();
        routeSeen = false;
      }
      if (step.parent() == null) {
        if (routeSeen && BEFORE.contains(step.name())) {
          found.add(
              Rule.C12,
              step.at(),
              step.name(),
              "'" + step.name() + "' stands after a route",
              "move it to the top of the file, before the first route");
        }
        routeSeen |= ROUTES.contains(step.name());
      }
    }
  }
}
