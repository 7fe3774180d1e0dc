package io.serai.routing.check;

import io.serai.intake.Nearest;
import java.util.Set;

/** C9: properties that nobody sets and that have no default. */
final class PropertyCheck implements Check {

  @Override
  public void look(Scene scene, Findings found) {
    Set<String> given = scene.rules().list("settings");
    for (Source source : scene.sources()) {
      if (source.zone() != Zone.KAMELET) {
        source.root().texts().forEach(text -> look(text, given, scene, found));
      }
    }
    scene
        .providersFile()
        .ifPresent(file -> file.texts().forEach(text -> look(text, given, scene, found)));
  }

  private static void look(Yaml.Text text, Set<String> given, Scene scene, Findings found) {
    for (Placeholders.One one : Placeholders.in(text.value())) {
      boolean known =
          one.optional()
              || one.otherwise() != null
              || given.contains(one.name())
              || scene.settings().apply(one.name()) != null;
      if (!known && !one.name().startsWith("serai.providers.")) {
        found.add(
            Rule.C9,
            text.at(),
            one.name(),
            "nothing sets the property " + one.name(),
            Nearest.of(one.name(), given)
                .map(near -> "write {{" + near + "}}")
                .orElse("set it, or give it a default: {{" + one.name() + ":<default>}}"));
      }
    }
  }
}
