package io.serai.routing.check;

import io.serai.intake.Nearest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultExchange;

/** C7, R9: expressions compile, now and not with the first payment; and they only read. */
final class FormulaCheck implements Check {

  private static final String ENDS_EARLY = "it ends too early";
  private static final Set<String> LATE = Set.of("jq", "jsonpath");
  private static final Pattern FUNCTION = Pattern.compile("\\$(?:simple)?\\{\\s*([A-Za-z-]+)");

  @Override
  public void look(Scene scene, Findings found) {
    Set<String> languages = scene.rules().list("languages");
    Set<String> functions = scene.rules().list("functions");
    JavaCalls calls = new JavaCalls(scene.rules().list("readable"));
    UnaryOperator<String> filled = Placeholders.fill(scene.settings());
    for (Formula formula : scene.formulas()) {
      if (!languages.contains(formula.language())) {
        found.add(
            Rule.R9,
            formula.at(),
            formula.language(),
            "'" + formula.language() + "' is no language that routes may use",
            "write it in simple, jq or jsonpath");
      } else if (!formula.language().equals("simple") || reads(formula, functions, calls, found)) {
        compile(formula, filled.apply(formula.text()), scene)
            .ifPresent(
                problem ->
                    found.add(
                        Rule.C7,
                        formula.at(),
                        formula.text(),
                        "this is no " + formula.language() + " (" + problem + ")",
                        mend(formula.language())));
      }
    }
  }

  private static boolean reads(
      Formula formula, Set<String> functions, JavaCalls calls, Findings found) {
    Matcher used = FUNCTION.matcher(formula.text());
    while (used.find()) {
      String name = used.group(1);
      if (!functions.contains(name)) {
        Optional<String> near = Nearest.of(name, functions);
        found.add(
            near.isPresent() ? Rule.C7 : Rule.R9,
            formula.at(),
            name,
            "'" + name + "' is no function of simple that routes may use",
            near.map(one -> "write ${" + one + "…}").orElse("write one such as ${body[amount]}"));
        return false;
      }
    }
    if (calls.in(formula.text())) {
      found.add(
          Rule.R9,
          formula.at(),
          formula.text(),
          "this calls a method of Java",
          "name the field alone, such as ${body[amount]}");
      return false;
    }
    return true;
  }

  private static Optional<String> compile(Formula formula, String text, Scene scene) {
    try {
      Language language = scene.bench().resolveLanguage(formula.language());
      if (formula.predicate()) {
        Predicate predicate = language.createPredicate(text);
        predicate.init(scene.bench());
      } else {
        Expression expression = language.createExpression(text);
        expression.init(scene.bench());
      }
    } catch (RuntimeException e) {
      return Optional.of(text(innermost(e)));
    }
    return LATE.contains(formula.language()) ? tried(formula, text, scene) : Optional.empty();
  }

  /** Of jq's functions and of JSON paths Camel knows only once it has used them. */
  private static Optional<String> tried(Formula formula, String text, Scene scene) {
    var exchange = new DefaultExchange(scene.bench());
    exchange.getMessage().setBody("{}");
    try {
      Expression expression =
          scene.bench().resolveLanguage(formula.language()).createExpression(text);
      expression.init(scene.bench());
      expression.evaluate(exchange, Object.class);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
          .filter(
              cause ->
                  cause.getClass().getSimpleName().equals("InvalidPathException")
                      || text(cause).endsWith("does not exist"))
          .findFirst()
          .map(cause -> text(cause).contains("IndexOutOfBounds") ? ENDS_EARLY : text(cause));
    }
  }

  private static String text(Throwable cause) {
    String text = String.valueOf(cause.getMessage()).lines().findFirst().orElse("").strip();
    return text.replaceFirst("[.:;]+$", "");
  }

  private static Throwable innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String mend(String language) {
    return switch (language) {
      case "simple" -> "write one such as ${body[amount]} > 1000, texts in single quotes";
      case "jq" -> "write one such as { amount: .amount }, every bracket closed";
      case "jsonpath" -> "write one such as $.method.brand";
      default -> "correct the expression";
    };
  }
}
