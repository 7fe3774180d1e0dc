package io.serai.routing.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** R4: nothing around a payment step repeats it; in a Kamelet, nothing repeats the call. */
final class RepeatCheck implements Check {

  private static final String MEND =
      "name the providers in one payment: step, such as providers: gateway-a,gateway-b; the engine"
          + " tries the next where that is safe";
  private static final String REDELIVERIES = "maximumRedeliveries";
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
    Set<String> retries = scene.rules().list("retries");
    for (Step step : scene.steps()) {
      List<Retry> said = retries(step, retries);
      if (!said.isEmpty()) {
        scene.calls().stream()
            .filter(reach::toMoney)
            .filter(call -> holdsFor(step, call))
            .findFirst()
            .ifPresent(call -> said.forEach(retry -> add(retry.at(), retry.name(), call, found)));
      }
    }
  }

  /** Something by which Camel sends a failed step again. */
  private record Retry(String name, Place at) {}

  private static List<Retry> retries(Step step, Set<String> names) {
    List<Retry> said = new ArrayList<>();
    if (step.name().equals("redeliveryPolicy")) {
      step.text(REDELIVERIES)
          .filter(text -> !text.value().equals("0"))
          .ifPresent(text -> said.add(new Retry(REDELIVERIES, text.at())));
    }
    if (step.name().equals("refErrorHandler")) {
      said.add(new Retry(step.name(), step.at()));
    }
    if (step.value() instanceof Yaml.Fields fields) {
      fields.fields().values().stream()
          .filter(field -> names.contains(field.name()))
          .forEach(field -> said.add(new Retry(field.name(), field.at())));
    }
    return said;
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
