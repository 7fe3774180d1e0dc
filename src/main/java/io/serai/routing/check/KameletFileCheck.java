package io.serai.routing.check;

import io.serai.intake.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** C13: the conventions of Kamelet files, which Kaoto and other tools count on. */
final class KameletFileCheck implements Check {

  private static final String SUFFIX = ".kamelet.yaml";
  private static final List<String> TYPES = List.of("action", "source", "sink");

  @Override
  public void look(Scene scene, Findings found) {
    for (Kamelet kamelet : scene.kamelets().values()) {
      names(kamelet, found);
      parameters(kamelet, found);
      secrets(kamelet, found);
    }
  }

  private static void names(Kamelet kamelet, Findings found) {
    Source source = kamelet.source();
    Place at =
        source.root().find("metadata", "name").map(Yaml::at).orElse(Place.top(source.file()));
    String fileName = String.valueOf(source.file().getFileName());
    if (!fileName.equals(kamelet.name() + SUFFIX)) {
      wrong(
          found,
          at,
          kamelet.name(),
          "the Kamelet " + kamelet.name() + " is in " + fileName,
          "name the file " + kamelet.name() + SUFFIX);
    }
    String ending = kamelet.name().replaceFirst(".*-", "");
    if (!TYPES.contains(ending)) {
      wrong(
          found,
          at,
          kamelet.name(),
          "the name " + kamelet.name() + " does not say what the Kamelet is",
          "end it with -action, -source or -sink");
      return;
    }
    source
        .root()
        .find("metadata", "labels", "camel.apache.org/kamelet.type")
        .filter(type -> !type.texts().get(0).value().equals(ending))
        .ifPresent(
            type ->
                wrong(
                    found,
                    type.at(),
                    ending,
                    "the label calls it another type than its name does",
                    "write " + ending));
  }

  private static void parameters(Kamelet kamelet, Findings found) {
    Set<String> known = new TreeSet<>(kamelet.parameters().keySet());
    known.addAll(kamelet.beans());
    Map<String, Place> used = new TreeMap<>();
    kamelet
        .source()
        .root()
        .find("spec", "template")
        .ifPresent(
            template ->
                template
                    .texts()
                    .forEach(
                        text ->
                            Placeholders.in(text.value())
                                .forEach(one -> used.putIfAbsent(one.name(), text.at()))));
    used.forEach(
        (name, at) -> {
          if (!known.contains(name)) {
            wrong(
                found,
                at,
                name,
                "the parameter '" + name + "' is not declared",
                Nearest.of(name, known)
                    .map(near -> "write {{" + near + "}}")
                    .orElse("declare it below spec.definition.properties"));
          }
        });
    kamelet
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (!used.containsKey(name)) {
                wrong(
                    found,
                    parameter.at(),
                    name,
                    "the parameter '" + name + "' is not used",
                    "use {{" + name + "}} in the template, or take it out");
              }
            });
    kamelet.required().stream()
        .filter(name -> !kamelet.parameters().containsKey(name))
        .forEach(
            name ->
                wrong(
                    found,
                    kamelet
                        .source()
                        .root()
                        .find("spec", "definition", "required")
                        .orElseThrow()
                        .at(),
                    name,
                    "'" + name + "' is required and not declared",
                    "declare it below properties, or take it out of required"));
  }

  private static void secrets(Kamelet kamelet, Findings found) {
    kamelet
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (SecretCheck.secret(name) && !parameter.secret()) {
                wrong(
                    found,
                    parameter.at(),
                    name,
                    "the parameter '" + name + "' is a secret and not declared as one",
                    "add format: password below it");
              }
            });
  }

  private static void wrong(Findings found, Place at, String subject, String message, String mend) {
    found.add(Rule.C13, at, subject, message, mend);
  }
}
