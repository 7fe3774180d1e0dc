package io.serai.routing.check;

import java.util.Locale;
import java.util.Set;

/** R11: headers by which Camel is steered are not set from what came in. */
final class HeaderCheck implements Check {

  private static final Set<String> SETTERS = Set.of("setHeader", "headers");

  @Override
  public void look(Scene scene, Findings found) {
    for (Formula formula : scene.formulas()) {
      String name =
          SETTERS.contains(formula.owner().name())
              ? formula.owner().text("name").map(Yaml.Text::value).orElse("")
              : "";
      boolean steers = name.toLowerCase(Locale.ROOT).startsWith("camel");
      if (steers && !formula.language().equals("constant")) {
        found.add(
            Rule.R11,
            formula.at(),
            formula.text(),
            "'" + name + "' steers Camel and is set from what came in",
            "write it as a constant; what varies belongs into the body");
      }
    }
    for (Step step : scene.steps()) {
      if (SETTERS.contains(step.name())) {
        step.text("name")
            .filter(name -> name.value().matches("(?s).*\\$(simple)?\\{.*"))
            .ifPresent(
                name ->
                    found.add(
                        Rule.R11,
                        name.at(),
                        name.value(),
                        "the name of this header comes from what came in",
                        "write the name as it is"));
      }
    }
  }
}
