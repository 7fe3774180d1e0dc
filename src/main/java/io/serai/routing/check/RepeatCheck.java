package io.serai.routing.check;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** R4: nothing around a payment step repeats it; in a Kamelet, nothing repeats the call. */
final class RepeatCheck implements Check {

  private static final String MEND =
      "name the providers in one payment: step, such as providers: gateway-a,gateway-b; the engine"
          + " tries the next where that is safe";
  private static final String KAMELET_MEND =
      "call once; what happens after no answer is the engine's business";

  @Override
  public void look(Scene scene, Findings found) {
    Reach reach = new Reach(scene);
    Set<String> repeats = scene.rules().list("repeats");
    Set<Step> told = new HashSet<>();
    for (Call call : scene.calls()) {
      if (reach.toMoney(call)) {
        call.step()
            .above()
            .filter(step -> repeats.contains(step.name()))
            .filter(told::add)
            .forEach(step -> add(step.at(), step.name(), call, found));
      }
    }
    for (Step step : scene.steps()) {
      redeliveries(step)
          .flatMap(
              text ->
                  scene.calls().stream()
                      .filter(reach::toMoney)
                      .filter(call -> holdsFor(step, call))
                      .findFirst()
                      .map(call -> new Struck(text, call)))
          .ifPresent(
              struck -> add(struck.text().at(), "maximumRedeliveries", struck.call(), found));
    }
  }

  private record Struck(Yaml.Text text, Call call) {}

  private static Optional<Yaml.Text> redeliveries(Step step) {
    return step.name().equals("redeliveryPolicy")
        ? step.text("maximumRedeliveries").filter(text -> !text.value().equals("0"))
        : Optional.empty();
  }

  private static boolean holdsFor(Step policy, Call call) {
    Step top = policy.top();
    return switch (top.name()) {
      case "route", "from" -> call.step().top().equals(top);
      case "routeConfiguration" -> call.zone() == policy.zone();
      default -> call.step().source().file().equals(policy.source().file());
    };
  }

  private static void add(Place at, String name, Call call, Findings found) {
    found.add(
        Rule.R4,
        at,
        name,
        "'" + name + "' would repeat " + call.scheme() + ":" + call.path(),
        call.zone() == Zone.KAMELET ? KAMELET_MEND : MEND);
  }
}
