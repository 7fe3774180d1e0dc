package io.serai.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.intake.Nearest;
import io.serai.routing.check.Yaml.Field;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a file along a JSON schema, says what does not fit (C3), and gathers the steps and
 * expressions that it comes by. Camel's own schema of its YAML DSL and the schemas of providers,
 * links and Kamelets are all read so.
 */
final class Walk {

  private static final String LANGUAGES = "org.apache.camel.model.language.";
  private static final Set<String> NO_STEPS =
      Set.of("ProcessorDefinition", "ExpressionDefinition", "ExpressionSubElementDefinition");

  private final JsonNode root;
  private final Map<JsonNode, Shape> shapes;
  private final Source source;
  private final Findings found;
  private final List<Step> steps = new ArrayList<>();
  private final List<Formula> formulas = new ArrayList<>();

  Walk(Schema schema, Source source, Findings found) {
    this.root = schema.root();
    this.shapes = schema.shapes();
    this.source = source;
    this.found = found;
  }

  /** A schema, with what was made of it so far. */
  record Schema(JsonNode root, Map<JsonNode, Shape> shapes) {

    static Schema of(String resource) {
      return new Schema(Resources.json(resource), new IdentityHashMap<>());
    }
  }

  List<Step> steps() {
    return steps;
  }

  List<Formula> formulas() {
    return formulas;
  }

  /** Goes through the whole file; {@code what} is how people call it. */
  void all(String what) {
    in(root, source.root(), what, source.root().at(), null, false);
  }

  /** Goes through a part of a file along the definition of that name. */
  void part(String definition, Yaml value, String what, Place at) {
    JsonNode reference =
        new com.fasterxml.jackson.databind.node.ObjectNode(
                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance)
            .put("$ref", "#/items/definitions/" + definition);
    in(reference, value, what, at, null, false);
  }

  private void in(
      JsonNode schema, Yaml value, String what, Place at, @Nullable Step owner, boolean inSteps) {
    Shape shape = shapes.computeIfAbsent(schema, s -> new Shape(root, s));
    Step here = step(shape, what, at, value, owner, inSteps);
    if (shape.silent()) {
      return;
    }
    if (value instanceof Yaml.Text text) {
      text(shape, text, what, at);
    } else if (value instanceof Yaml.Many many) {
      many(shape, many, what, at, here);
    } else {
      fields(shape, (Yaml.Fields) value, what, at, here);
    }
  }

  private @Nullable Step step(
      Shape shape, String what, Place at, Yaml value, @Nullable Step owner, boolean inSteps) {
    String definition = shape.definition;
    if (definition.startsWith(LANGUAGES) && owner != null) {
      String language = definition.substring(LANGUAGES.length());
      if (!NO_STEPS.contains(language)) {
        formula(what, value, owner);
      }
      return owner;
    }
    if (!definition.startsWith("org.apache.camel.")
        || NO_STEPS.contains(definition.replaceFirst(".*\\.", ""))) {
      return owner;
    }
    Step made = new Step(what, source, at, value, owner, inSteps);
    steps.add(made);
    return made;
  }

  private void formula(String language, Yaml value, Step owner) {
    Optional<Yaml.Text> text =
        value instanceof Yaml.Text whole
            ? Optional.of(whole)
            : value
                .find("expression")
                .filter(Yaml.Text.class::isInstance)
                .map(Yaml.Text.class::cast);
    text.ifPresent(
        t -> formulas.add(new Formula(language, t.value(), t.at(), owner, role(value, owner))));
  }

  /** {@code handled: {simple: …}} is for handled, {@code when: {simple: …}} for the step itself. */
  private static String role(Yaml value, Step owner) {
    if (owner.value() instanceof Yaml.Fields fields) {
      for (Field field : fields.fields().values()) {
        boolean below =
            field.value() instanceof Yaml.Fields inner
                && inner.fields().values().stream()
                    .anyMatch(f -> f.value().at().equals(value.at()));
        if (below && !field.name().equals("expression")) {
          return field.name();
        }
      }
    }
    return owner.name();
  }

  private void text(Shape shape, Yaml.Text text, String what, Place at) {
    if (shape.takesText() && !text.empty()) {
      scalar(shape, text, what);
    } else if (shape.items().isPresent() && !shape.takesText()) {
      wrong(at, what, "'" + what + "' needs a list", "begin each item below it with '- '");
    } else if (!shape.required.isEmpty()) {
      wrong(
          at,
          what,
          "'" + what + "' says too little",
          "write " + String.join(", ", shape.required) + " below it, each indented further");
    } else if (!text.empty()) {
      wrong(
          at,
          what,
          "'" + what + "' takes no text",
          shape.fields.isEmpty()
              ? "write names with values below it"
              : "write one of " + Nearest.listed(telling(shape)) + " below it, indented further");
    } else if (shape.takesText()) {
      wrong(at, what, "'" + what + "' says nothing", "give it a value, or leave it out");
    }
  }

  /** The names that say something, without those that every step may have. */
  private static Set<String> telling(Shape shape) {
    Set<String> names = new TreeSet<>(shape.fields.keySet());
    names.removeAll(Set.of("description", "disabled", "id", "note"));
    return names;
  }

  private void scalar(Shape shape, Yaml.Text text, String what) {
    String value = text.value();
    if (value.contains("{{")) {
      return; // judged once it is filled in
    }
    if (!shape.values.isEmpty() && !shape.values.contains(value)) {
      wrong(
          text.at(),
          value,
          "'" + value + "' is no value of " + what,
          Nearest.mend(value, shape.values));
      return;
    }
    if (!shape.texts.contains("string")) {
      number(shape, text, what);
    }
    String pattern = shape.schema.path("pattern").asText();
    if (!pattern.isEmpty() && !value.matches(pattern)) {
      wrong(
          text.at(),
          value,
          "'" + value + "' is no value of " + what,
          "write one such as " + shape.example());
    }
  }

  private void number(Shape shape, Yaml.Text text, String what) {
    String value = text.value().toLowerCase(Locale.ROOT);
    boolean fits =
        (shape.texts.contains("boolean") && (value.equals("true") || value.equals("false")))
            || (shape.texts.contains("number") && value.matches("-?[0-9]+(\\.[0-9]+)?"))
            || (shape.texts.contains("integer") && value.matches("-?[0-9]+"));
    if (!fits) {
      wrong(
          text.at(),
          text.value(),
          "'" + text.value() + "' is no value of " + what,
          shape.texts.contains("boolean") ? "write true or false" : "write a whole number");
    }
  }

  private void many(Shape shape, Yaml.Many many, String what, Place at, @Nullable Step owner) {
    Optional<JsonNode> items = shape.items();
    if (items.isEmpty()) {
      wrong(at, what, "'" + what + "' is no list", "take out the '- ' below it");
      return;
    }
    boolean needed = what.equals("steps") || shape.schema.path("minItems").asInt() > 0;
    if (needed && many.items().isEmpty()) {
      wrong(at, what, "'" + what + "' is an empty list", "give it an item, or leave it out");
    }
    boolean holdsSteps = what.equals("steps");
    for (Yaml item : many.items()) {
      in(items.get(), item, holdsSteps ? "a step" : what, item.at(), owner, holdsSteps);
    }
  }

  private void fields(Shape shape, Yaml.Fields value, String what, Place at, @Nullable Step owner) {
    if (!shape.takesFields() && what.equals("the file")) {
      wrong(at, what, "the file is no list of routes", "begin it with '- route:'");
      return;
    }
    if (!shape.takesFields()) {
      wrong(
          at,
          what,
          "'"
              + what
              + "' has names below it where it takes "
              + (shape.items().isPresent() ? "a list" : "a text"),
          shape.items().isPresent()
              ? "begin each item below it with '- '"
              : "write its value on the same line");
      return;
    }
    if (value.fields().size() > shape.most()) {
      Field second = List.copyOf(value.fields().values()).get(shape.most());
      wrong(
          second.at(),
          second.name(),
          "'"
              + second.name()
              + "' stands beside '"
              + value.fields().keySet().iterator().next()
              + "' in one step",
          "begin it with '- ' as a step of its own, or indent it to be part of the other");
    }
    Set<String> meant = new TreeSet<>();
    for (Field field : value.fields().values()) {
      JsonNode known = shape.fields.get(field.name());
      if (known != null) {
        in(known, field.value(), field.name(), field.at(), owner, what.equals("a step"));
      } else if (shape.others().isPresent()) {
        in(shape.others().get(), field.value(), field.name(), field.at(), owner, false);
      } else if (!shape.open()) {
        unknown(shape, field, what);
        Nearest.of(field.name(), shape.fields.keySet()).ifPresent(meant::add);
      }
    }
    missing(shape, value, meant, what, at);
  }

  private void unknown(Shape shape, Field field, String what) {
    String where =
        what.equals("a step")
            ? "as a step"
            : what.equals("the file") ? "at the top of a file" : "in " + what;
    Set<String> known = telling(shape);
    String mend =
        Words.mend(field.name())
            .orElseGet(
                () ->
                    known.contains("parameters") && Nearest.of(field.name(), known).isEmpty()
                        ? "indent it below parameters:"
                        : Nearest.mend(field.name(), known));
    wrong(field.at(), field.name(), "'" + field.name() + "' is not known " + where, mend);
  }

  private void missing(Shape shape, Yaml.Fields value, Set<String> meant, String what, Place at) {
    Set<String> missing = new TreeSet<>(shape.required);
    missing.removeAll(value.fields().keySet());
    missing.removeAll(meant);
    for (String name : missing) {
      wrong(at, name, "'" + what + "' has no " + name, "add " + name + ": below it");
    }
    boolean formula =
        shape.fields.containsKey("simple")
            && shape.fields.containsKey("jsonpath")
            && !shape.definition.contains("SubElement");
    if (formula
        && value.fields().keySet().stream().noneMatch(Walk::isLanguage)
        && !shape.definition.endsWith("AggregateDefinition")) {
      wrong(
          at,
          "expression",
          "'" + what + "' has no expression",
          "add one such as simple: \"${body[amount]} > 1000\" below it");
    }
  }

  private static boolean isLanguage(String name) {
    return name.equals("expression") || LANGUAGE_NAMES.contains(name);
  }

  private static final Set<String> LANGUAGE_NAMES =
      Set.of(
          "constant",
          "csimple",
          "datasonnet",
          "exchangeProperty",
          "groovy",
          "header",
          "hl7terser",
          "java",
          "joor",
          "jq",
          "js",
          "jsonpath",
          "language",
          "method",
          "mvel",
          "ognl",
          "python",
          "ref",
          "simple",
          "spel",
          "tokenize",
          "variable",
          "wasm",
          "xpath",
          "xquery",
          "xtokenize");

  private void wrong(Place at, String subject, String message, String mend) {
    found.add(Rule.C3, at, subject, message, mend);
  }
}
