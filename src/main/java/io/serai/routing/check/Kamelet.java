package io.serai.routing.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A Kamelet as its file defines it.
 *
 * @param name the name in {@code metadata}
 * @param source its file
 * @param parameters what it can be given
 * @param required what it must be given
 * @param beans the names of the beans of its own
 */
record Kamelet(
    String name,
    Source source,
    Map<String, Parameter> parameters,
    Set<String> required,
    Set<String> beans) {

  /** A parameter: whether it is a secret, and the default, if it has one. */
  record Parameter(Place at, boolean secret, Optional<String> otherwise, Yaml value) {}

  static Kamelet of(Source source) {
    Yaml root = source.root();
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    if (root.find("spec", "definition", "properties").orElse(null) instanceof Yaml.Fields all) {
      all.fields()
          .values()
          .forEach(
              field ->
                  parameters.put(
                      field.name(),
                      new Parameter(
                          field.at(),
                          text(field.value(), "format").equals("password"),
                          field.value().find("default").map(d -> d.texts().get(0).value()),
                          field.value())));
    }
    Set<String> required = new TreeSet<>();
    root.find("spec", "definition", "required")
        .ifPresent(list -> list.texts().forEach(text -> required.add(text.value())));
    Set<String> beans = new TreeSet<>();
    if (root.find("spec", "template", "beans").orElse(null) instanceof Yaml.Many many) {
      beans.addAll(
          many.items().stream().map(bean -> text(bean, "name")).collect(Collectors.toSet()));
    }
    return new Kamelet(text(root, "metadata", "name"), source, parameters, required, beans);
  }

  private static String text(Yaml from, String... names) {
    return from.find(names)
        .filter(Yaml.Text.class::isInstance)
        .map(found -> ((Yaml.Text) found).value())
        .orElse("");
  }
}
