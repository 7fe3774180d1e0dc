package io.serai.routing.check;

import io.serai.intake.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An endpoint in a route, however it was written.
 *
 * @param step the step that it is in
 * @param consumer whether the route begins here
 * @param scheme the component's name
 * @param path what follows the component's name, without options
 * @param at where the URI stands
 * @param options its options, from the URI and from {@code parameters}
 */
record Call(
    Step step, boolean consumer, String scheme, String path, Place at, List<Option> options) {

  private static final Set<String> CONSUMERS = Set.of("from", "poll", "pollEnrich");
  private static final Set<String> SHORT = Set.of("to", "toD", "from", "wireTap", "poll");
  // Their uri says which endpoints are meant, and nothing is sent there.
  private static final Set<String> PATTERNS = Set.of("interceptFrom", "interceptSendToEndpoint");
  private static final String FLAG = "dynamicUri"; // of wireTap; says yes or no

  /** One option; {@code inUri} says whether it stands in the URI or below {@code parameters}. */
  record Option(String name, String value, Place at, boolean inUri) {}

  /** The endpoints that a step names; most name one, if any. */
  static List<Call> of(Step step) {
    if (step.name().equals("kamelet") && step.inSteps()) {
      return kamelet(step).stream().toList();
    }
    if (step.value() instanceof Yaml.Text text && SHORT.contains(step.name())) {
      return List.of(of(step, text));
    }
    return step.value() instanceof Yaml.Fields fields
        ? fields.fields().values().stream().flatMap(field -> named(step, field).stream()).toList()
        : List.of();
  }

  /** The endpoint in a field such as {@code uri}, {@code afterUri}, {@code deadLetterUri}. */
  private static Optional<Call> named(Step step, Yaml.Field field) {
    boolean pattern = field.name().equals("uri") && PATTERNS.contains(step.name());
    boolean endpoint =
        field.name().equals("uri") || (field.name().endsWith("Uri") && !field.name().equals(FLAG));
    return endpoint && !pattern && field.value() instanceof Yaml.Text text
        ? Optional.of(of(step, text))
        : Optional.empty();
  }

  /** The step {@code kamelet:} is a short way to write an endpoint. */
  private static Optional<Call> kamelet(Step step) {
    Optional<Yaml.Text> name =
        step.value() instanceof Yaml.Text text ? Optional.of(text) : step.text("name");
    return name.map(text -> of(step, new Yaml.Text(text.at(), "kamelet:" + text.value(), false)));
  }

  private static Call of(Step step, Yaml.Text uri) {
    String text = uri.value();
    int query = outside(text, '?');
    String before = query < 0 ? text : text.substring(0, query);
    List<Option> options = new ArrayList<>();
    if (query >= 0) {
      inUri(text.substring(query + 1), uri.at(), options);
    }
    if (step.value().find("parameters").orElse(null) instanceof Yaml.Fields parameters) {
      parameters
          .fields()
          .values()
          .forEach(
              field ->
                  field
                      .value()
                      .texts()
                      .forEach(
                          value ->
                              options.add(
                                  new Option(field.name(), value.value(), field.at(), false))));
    }
    int colon = outside(before, ':');
    return new Call(
        step,
        CONSUMERS.contains(step.name()),
        colon < 0 ? before : before.substring(0, colon),
        colon < 0 ? "" : before.substring(colon + 1).replaceFirst("^//", ""),
        uri.at(),
        List.copyOf(options));
  }

  private static void inUri(String query, Place at, List<Option> options) {
    String rest = query;
    while (!rest.isEmpty()) {
      int end = outside(rest, '&');
      String pair = end < 0 ? rest : rest.substring(0, end);
      rest = end < 0 ? "" : rest.substring(end + 1);
      int equals = pair.indexOf('=');
      options.add(
          new Option(
              equals < 0 ? pair : pair.substring(0, equals),
              equals < 0 ? "" : pair.substring(equals + 1),
              at,
              true));
    }
  }

  /** Where a character first stands outside placeholders. */
  private static int outside(String text, char wanted) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("{{", i) || text.startsWith("RAW(", i)) {
        depth++;
      } else if (text.startsWith("}}", i) || (depth > 0 && text.charAt(i) == ')')) {
        depth--;
      } else if (depth == 0 && text.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  Optional<Option> option(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  /** Whether an option was most likely meant to be this one. */
  boolean meant(String name) {
    return options.stream().anyMatch(option -> Nearest.of(option.name(), Set.of(name)).isPresent());
  }

  /** The path without what follows a slash: the name in {@code kamelet:name/id}. */
  String name() {
    return path.replaceFirst("/.*", "");
  }

  Zone zone() {
    return step.zone();
  }
}
