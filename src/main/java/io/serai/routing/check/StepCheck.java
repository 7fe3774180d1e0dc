package io.serai.routing.check;

import io.serai.intake.Nearest;
import java.util.Set;

/** R2, R10, R12: which steps there are, and what stands at the top of a file. */
final class StepCheck implements Check {

  private static final String CONFIGURATION = "routeConfiguration";

  @Override
  public void look(Scene scene, Findings found) {
    Set<String> allowed = scene.rules().list("steps");
    Reach reach = new Reach(scene);
    Set<String> repeats = scene.rules().list("repeats");
    for (Step step : scene.steps()) {
      if (step.inSteps() && !allowed.contains(step.name())) {
        boolean repeatsMoney =
            repeats.contains(step.name())
                && reach.all().stream().anyMatch(call -> call.step().isIn(step));
        if (!repeatsMoney) {
          found.add(
              Rule.R10,
              step.at(),
              step.name(),
              "'" + step.name() + "' is no step that routes may use",
              scene.rules().mendOf(step.name()));
        }
      } else if (step.parent() == null && step.zone() != Zone.KAMELET) {
        top(step, scene.rules(), found);
      } else if (step.parent() != null && step.parent().name().equals(CONFIGURATION)) {
        configured(step, scene.rules().list("configurations"), found);
      }
    }
  }

  private static void top(Step step, Rules rules, Findings found) {
    Set<String> allowed = rules.tops(step.zone());
    if (allowed.contains(step.name())) {
      return;
    }
    if (step.name().startsWith("rest")) {
      found.add(
          Rule.R2,
          step.at(),
          step.name(),
          "'" + step.name() + "' opens a connection, which only routes/entries may",
          "put it into a file of routes/entries");
    } else if (step.name().equals("beans")) {
      found.add(
          Rule.R12,
          step.at(),
          step.name(),
          "'beans' makes objects of any class",
          "leave it out; a route names the beans of the hub, such as bean:settlement");
    } else {
      found.add(
          Rule.R10,
          step.at(),
          step.name(),
          "'" + step.name() + "' is nothing that " + step.zone().words() + " may have",
          "write one of " + Nearest.listed(allowed));
    }
  }

  /** What a routeConfiguration says holds for routes of other files, where nobody sees it. */
  private static void configured(Step step, Set<String> allowed, Findings found) {
    if (!allowed.contains(step.name())) {
      found.add(
          Rule.R10,
          step.at(),
          step.name(),
          "'" + step.name() + "' is nothing that a " + CONFIGURATION + " may have",
          "write one of " + Nearest.listed(allowed) + ", or the steps in the routes themselves");
    }
  }
}
