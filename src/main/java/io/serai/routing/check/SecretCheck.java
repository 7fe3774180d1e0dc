package io.serai.routing.check;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** R7: secrets come from settings, which come from the surroundings, and stand in no file. */
final class SecretCheck implements Check {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(authorization|secret|password|passphrase|token|credential|signature|hmac"
              + "|(api|access|auth|client|encryption|hub|merchant|private|shared|signing|webhook)"
              + "[-_]?key).*");
  // Of simple: fields of the message, and what is computed of them, without any text.
  private static final Pattern READ =
      Pattern.compile(
          "(\\w+=)?\\$(simple)?\\{\\s*(body|headers?|in|variables?|exchangeProperty|hash|uuid|date"
              + "|random|exchangeId|id)\\b(\\['[^']*']|[^{}'\"])*}");
  // Of jq: the names of what is read, and what stands in quotes.
  private static final Pattern NAMED =
      Pattern.compile("(variable|header|property)\\(\"[^\"]*\"\\)|\\[\"[^\"]*\"]|\\.\"[^\"]*\"");
  private static final Pattern IN_QUOTES = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern IN_ADDRESS = Pattern.compile("://[^/@{\\s]+:([^/@{\\s]+)@");

  @Override
  public void look(Scene scene, Findings found) {
    for (Formula formula : scene.formulas()) {
      formula
          .owner()
          .text("name")
          .map(Yaml.Text::value)
          .filter(SecretCheck::secret)
          .ifPresent(
              name ->
                  written(formula)
                      .flatMap(text -> literal(text).stream())
                      .findFirst()
                      .ifPresent(literal -> add(formula.at(), name, literal, found)));
    }
    for (Source source : scene.sources()) {
      source.root().texts().forEach(text -> inAddress(text, found));
    }
    scene.providersFile().ifPresent(file -> file.texts().forEach(text -> inAddress(text, found)));
    for (Kamelet kamelet : scene.kamelets().values()) {
      kamelet
          .parameters()
          .forEach(
              (name, parameter) -> {
                if (parameter.secret()) {
                  parameter.otherwise().ifPresent(value -> add(parameter.at(), name, value, found));
                }
              });
    }
    settings(scene, found);
  }

  static boolean secret(String name) {
    return NAME.matcher(name).matches();
  }

  /** The texts that an expression says itself, without what it reads from the message. */
  private static Stream<String> written(Formula formula) {
    return switch (formula.language()) {
      case "constant" -> Stream.of(formula.text());
      case "simple" -> Stream.of(withoutReads(formula.text()));
      case "jq" ->
          IN_QUOTES
              .matcher(NAMED.matcher(formula.text()).replaceAll(""))
              .results()
              .map(quoted -> quoted.group(1));
      default -> Stream.empty(); // a path, or the name of a header and the like
    };
  }

  private static String withoutReads(String simple) {
    String before;
    String now = simple;
    do {
      before = now;
      now = READ.matcher(before).replaceAll("");
    } while (!now.equals(before));
    return now;
  }

  private static void inAddress(Yaml.Text text, Findings found) {
    var matcher = IN_ADDRESS.matcher(text.value());
    if (matcher.find()) {
      add(text.at(), "the address", matcher.group(1), found);
    }
  }

  private static void settings(Scene scene, Findings found) {
    if (!(scene.providersFile().flatMap(f -> f.find("providers")).orElse(null)
        instanceof Yaml.Fields providers)) {
      return;
    }
    for (Yaml.Field provider : providers.fields().values()) {
      Kamelet kamelet =
          scene
              .kamelets()
              .get(provider.value().find("kamelet").map(k -> k.texts().get(0).value()).orElse(""));
      if (kamelet != null
          && provider.value().find("settings").orElse(null) instanceof Yaml.Fields settings) {
        for (Yaml.Field setting : settings.fields().values()) {
          Kamelet.Parameter parameter = kamelet.parameters().get(setting.name());
          if (parameter != null && parameter.secret()) {
            setting
                .value()
                .texts()
                .forEach(
                    text ->
                        literal(text.value())
                            .ifPresent(l -> add(text.at(), setting.name(), l, found)));
          }
        }
      }
    }
  }

  /** The secret that a text gives away, if it does. */
  static Optional<String> literal(String text) {
    for (Placeholders.One one : Placeholders.in(text)) {
      String otherwise = one.otherwise();
      if (otherwise != null && !otherwise.isBlank()) {
        return Optional.of(otherwise);
      }
    }
    String rest = Placeholders.without(text).replaceFirst("(?i)^(bearer|basic)(\\s|$)", "").strip();
    return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
  }

  static void add(Place at, String name, String literal, Findings found) {
    // The message does not say the secret again: it goes into logs.
    found.add(
        Rule.R7,
        at,
        literal,
        "a secret stands in the file as " + name,
        "write a setting without a default, such as \"{{serai.providers.<name>.api-key}}\", and"
            + " renew the secret");
  }
}
