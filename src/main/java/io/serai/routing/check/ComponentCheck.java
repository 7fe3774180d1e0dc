package io.serai.routing.check;

import io.serai.intake.Nearest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** C4, R1, R2, R8: which components a route names, and where. */
final class ComponentCheck implements Check {

  @Override
  public void look(Scene scene, Findings found) {
    for (Call call : scene.calls()) {
      Rules.Component component = scene.rules().components().get(call.scheme());
      if (component == null) {
        unlisted(call, scene.rules(), found);
      } else if (!(call.consumer() ? component.from() : component.to()).contains(call.zone())) {
        misplaced(call, component, scene.rules(), found);
      } else if (call.scheme().equals("kamelet") && !call.consumer()) {
        provider(call, scene, found);
      }
    }
  }

  private static void unlisted(Call call, Rules rules, Findings found) {
    Set<String> known = rules.components().keySet();
    Optional<String> near = Nearest.of(call.scheme(), known);
    if (rules.list("outside").contains(call.scheme())) {
      outside(call, found);
    } else if (near.isPresent() || call.path().isEmpty() || call.scheme().contains("{{")) {
      found.add(
          Rule.C4,
          call.at(),
          call.scheme(),
          "there is no component '" + call.scheme() + "'",
          near.map(name -> "write " + name + ":" + call.path())
              .orElse("write the component's name before a colon, such as direct:<name>"));
    } else {
      refuse(call, rules, found, "");
    }
  }

  private static void misplaced(Call call, Rules.Component component, Rules rules, Findings found) {
    if (component.outside()) {
      outside(call, found);
    } else {
      refuse(call, rules, found, component.instead());
    }
  }

  private static void outside(Call call, Findings found) {
    if (call.consumer()) {
      found.add(
          Rule.R2,
          call.at(),
          call.scheme(),
          "'" + call.scheme() + "' opens a connection, which only routes/entries may",
          "put this into a file of routes/entries that hands over with to: entry:<name>");
    } else {
      found.add(
          Rule.R1,
          call.at(),
          call.scheme(),
          "'" + call.scheme() + "' reaches out past the payment engine",
          "write payment:…, and let the Kamelet of a provider make the call"
              + (call.zone() == Zone.KAMELET ? " with vertx-http" : ""));
    }
  }

  private static void refuse(Call call, Rules rules, Findings found, String instead) {
    Set<String> fitting = new TreeSet<>();
    for (Map.Entry<String, Rules.Component> one : rules.components().entrySet()) {
      if ((call.consumer() ? one.getValue().from() : one.getValue().to()).contains(call.zone())) {
        fitting.add(one.getKey());
      }
    }
    found.add(
        Rule.R8,
        call.at(),
        call.scheme(),
        "'"
            + call.scheme()
            + "' is no component that "
            + call.zone().words()
            + " may "
            + (call.consumer() ? "begin with" : "send to"),
        instead.isEmpty() ? "write one of " + String.join(", ", fitting) : instead);
  }

  /** A Kamelet that speaks with the outside is a provider's, whoever calls it. */
  private static void provider(Call call, Scene scene, Findings found) {
    Kamelet kamelet = scene.kamelets().get(call.name());
    if (kamelet == null) {
      return;
    }
    boolean speaks =
        scene.calls().stream()
            .filter(inner -> inner.step().source().file().equals(kamelet.source().file()))
            .map(inner -> scene.rules().components().get(inner.scheme()))
            .anyMatch(component -> component != null && component.outside());
    if (speaks) {
      found.add(
          Rule.R1,
          call.at(),
          call.name(),
          "'kamelet:" + call.name() + "' reaches a provider past the payment engine",
          "write payment:charge?providers=<name>, with the name of the provider in providers.yaml");
    }
  }
}
