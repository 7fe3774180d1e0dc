package io.serai.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.intake.Nearest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CatalogCamelContext;

/** C5, R7: options of endpoints, by Camel's own description of each component. */
final class OptionCheck implements Check {

  // Serai's own have no description; payment:, issuing: and kamelet: are checked apart.
  private static final Set<String> OWN = Set.of("payment", "issuing", "kamelet");
  private static final Map<String, Set<String>> OF_LINKS = Map.of("trace", Set.of("own", "keep"));

  @Override
  public void look(Scene scene, Findings found) {
    var options = new Options((CatalogCamelContext) scene.bench());
    for (Call call : scene.calls()) {
      if (call.scheme().equals("entry")) {
        call.options().forEach(option -> unknown(call, option, Set.of(), found));
      } else if (call.scheme().equals("iso8583")) {
        call.options().forEach(option -> ofLink(call, option, found));
      } else if (!OWN.contains(call.scheme())
          && scene.rules().components().containsKey(call.scheme())) {
        options.of(call.scheme()).ifPresent(description -> look(call, description, scene, found));
      }
    }
  }

  private static void ofLink(Call call, Call.Option option, Findings found) {
    Set<String> values = OF_LINKS.get(option.name());
    if (values == null) {
      unknown(call, option, OF_LINKS.keySet(), found);
    } else if (!values.contains(option.value())) {
      found.add(
          Rule.C5,
          option.at(),
          option.value(),
          "'" + option.value() + "' is no value of iso8583's " + option.name(),
          Nearest.mend(option.value(), values));
    }
  }

  private static void look(Call call, JsonNode description, Scene scene, Findings found) {
    Map<String, JsonNode> known = Options.of(description);
    boolean lenient = description.at("/component/lenientProperties").asBoolean();
    for (Call.Option option : call.options()) {
      JsonNode knownAs = known.get(option.name());
      if (knownAs != null) {
        value(call, option, knownAs, scene, found);
      } else if (!isPathPart(description, option)
          && !isMany(known, option)
          && (!lenient
              || !option.inUri()
              || Nearest.of(option.name(), known.keySet()).isPresent())) {
        unknown(call, option, known.keySet(), found);
      }
    }
    Set<String> missing = new TreeSet<>();
    known.forEach(
        (name, option) -> {
          if (option.path("required").asBoolean()
              && Options.isFor(option, call.consumer())
              && call.option(name).isEmpty()) {
            missing.add(name);
          }
        });
    missing.forEach(
        name ->
            found.add(
                Rule.C5,
                call.at(),
                name,
                call.scheme() + " has no " + name,
                "add " + name + ": below parameters"));
  }

  /** Camel's YAML lets a part of the path stand below {@code parameters}, too. */
  private static boolean isPathPart(JsonNode description, Call.Option option) {
    return !option.inUri()
        && description.path("properties").path(option.name()).path("kind").asText().equals("path");
  }

  /** Options such as {@code additionalProperties.<any name>}. */
  private static boolean isMany(Map<String, JsonNode> known, Call.Option option) {
    return known.values().stream()
        .map(one -> one.path("prefix").asText())
        .anyMatch(prefix -> !prefix.isEmpty() && option.name().startsWith(prefix));
  }

  private static void value(
      Call call, Call.Option option, JsonNode knownAs, Scene scene, Findings found) {
    if (knownAs.path("secret").asBoolean()) {
      SecretCheck.literal(option.value())
          .ifPresent(literal -> SecretCheck.add(option.at(), option.name(), literal, found));
    }
    boolean ofKamelet = call.zone() == Zone.KAMELET && !Placeholders.in(option.value()).isEmpty();
    if (ofKamelet || option.value().contains("{{?") || option.value().startsWith("#")) {
      return;
    }
    if (Options.suggests(knownAs) && !Placeholders.in(option.value()).isEmpty()) {
      return;
    }
    String value = Placeholders.fill(scene.settings()).apply(option.value());
    Options.wanted(knownAs, value)
        .ifPresent(
            mend ->
                found.add(
                    Rule.C5,
                    option.at(),
                    option.value(),
                    "'" + value + "' is no value of " + call.scheme() + "'s " + option.name(),
                    mend));
  }

  static void unknown(Call call, Call.Option option, Set<String> known, Findings found) {
    found.add(
        Rule.C5,
        option.at(),
        option.name(),
        call.scheme() + " has no option '" + option.name() + "'",
        Nearest.mend(option.name(), known));
  }
}
