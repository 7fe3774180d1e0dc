package io.serai.routing.check;

import io.serai.intake.Nearest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** C6: Kamelets that routes and providers name, and what they are given. */
final class KameletCallCheck implements Check {

  @Override
  public void look(Scene scene, Findings found) {
    scene
        .calls("kamelet")
        .filter(call -> !call.consumer())
        .forEach(
            call -> {
              Map<String, Place> given = new TreeMap<>();
              call.options().forEach(option -> given.put(option.name(), option.at()));
              look(call.name(), call.at(), given, scene, found);
            });
    if (scene.providersFile().flatMap(f -> f.find("providers")).orElse(null)
        instanceof Yaml.Fields providers) {
      providers.fields().values().forEach(provider -> look(provider, scene, found));
    }
  }

  private static void look(Yaml.Field provider, Scene scene, Findings found) {
    if (provider.value() instanceof Yaml.Fields fields) {
      Map<String, Place> given = new TreeMap<>();
      fields
          .fieldsOf("settings")
          .ifPresent(s -> s.fields().values().forEach(f -> given.put(f.name(), f.at())));
      fields
          .text("kamelet")
          .filter(kamelet -> fields.get("built_in").isEmpty())
          .ifPresent(kamelet -> look(kamelet.value(), kamelet.at(), given, scene, found));
    }
  }

  private static void look(
      String name, Place at, Map<String, Place> given, Scene scene, Findings found) {
    Kamelet kamelet = scene.kamelets().get(name);
    if (kamelet == null) {
      found.add(
          Rule.C6,
          at,
          name,
          "there is no Kamelet '" + name + "'",
          Nearest.of(name, scene.kamelets().keySet())
              .map(near -> "write " + near)
              .orElse("write kamelets/" + name + ".kamelet.yaml"));
      return;
    }
    Set<String> known = kamelet.parameters().keySet();
    given.forEach(
        (parameter, where) -> {
          if (!known.contains(parameter)) {
            found.add(
                Rule.C6,
                where,
                parameter,
                "the Kamelet " + name + " has no parameter '" + parameter + "'",
                Nearest.mend(parameter, known));
          }
        });
    Set<String> missing = new TreeSet<>(kamelet.required());
    missing.removeAll(given.keySet());
    // One that is not declared is a mistake of the Kamelet's file, which says so.
    missing.removeIf(
        one ->
            !kamelet.parameters().containsKey(one)
                || kamelet.parameters().get(one).otherwise().isPresent());
    missing.forEach(
        one ->
            found.add(
                Rule.C6,
                at,
                one,
                "the Kamelet " + name + " needs " + one,
                "add " + one + ": below settings"));
  }
}
