package io.serai.routing.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R6: nothing prints what may hold a card number. */
final class PrintCheck implements Check {

  private static final Pattern INSERTED = Pattern.compile("\\$(?:simple)?\\{([^}]*)}");
  private static final List<String> PRINTING =
      List.of("logExhaustedMessageBody", "exchangeFormatterRef");
  private static final Pattern FIELD = Pattern.compile("body\\[(.+)]");
  private static final Pattern NAME = Pattern.compile("[A-Za-z-]+");

  @Override
  public void look(Scene scene, Findings found) {
    Set<String> noCards = scene.rules().list("no_cards");
    for (Formula formula : scene.formulas()) {
      if (printed(formula) && !noCards.contains(folder(formula.owner().source().file()))) {
        printed(formula, scene.rules(), found);
      }
    }
    scene.steps().stream()
        .filter(step -> step.name().equals("redeliveryPolicy"))
        .filter(step -> !noCards.contains(folder(step.source().file())))
        .forEach(step -> exhausted(step, found));
    scene
        .calls("log")
        .filter(call -> !noCards.contains(folder(call.step().source().file())))
        .forEach(call -> component(call, found));
  }

  private static boolean printed(Formula formula) {
    return formula.role().equals("message");
  }

  private static String folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? "" : String.valueOf(parent.getFileName());
  }

  private static void printed(Formula formula, Rules rules, Findings found) {
    if (formula.language().equals("simple")) {
      text(formula, rules, found);
    } else if (!formula.language().equals("constant")) {
      found.add(
          Rule.R6,
          formula.at(),
          formula.language(),
          "a text in " + formula.language() + " can print the whole body",
          "leave out logLanguage, and print harmless fields alone, such as ${body[id]}");
    }
  }

  /** A policy of redelivery can print what it gave up on. */
  private static void exhausted(Step policy, Findings found) {
    for (String option : PRINTING) {
      policy
          .text(option)
          .filter(text -> !text.value().equals("false"))
          .ifPresent(
              text ->
                  found.add(
                      Rule.R6,
                      text.at(),
                      option,
                      "'" + option + "' prints the whole body",
                      "leave it out; what became of a payment is in the journal"));
    }
  }

  private static void text(Formula formula, Rules rules, Findings found) {
    Matcher inserted = INSERTED.matcher(formula.text());
    while (inserted.find()) {
      String what = inserted.group(1);
      Matcher field = FIELD.matcher(what);
      Matcher name = NAME.matcher(what);
      boolean harmless =
          field.matches()
              ? rules.list("printable").contains(field.group(1))
              : name.lookingAt() && rules.list("printable_functions").contains(name.group());
      if (!harmless) {
        found.add(
            Rule.R6,
            formula.at(),
            what,
            "${" + what + "} can print a card number or a secret",
            "print harmless fields alone, such as ${body[id]} or ${body[method][bin]}");
      }
    }
  }

  private static void component(Call call, Findings found) {
    boolean hidden =
        call.option("showBody").filter(o -> o.value().equals("false")).isPresent()
            && call.options().stream()
                .noneMatch(
                    o ->
                        o.value().equals("true")
                            && o.name()
                                .matches(
                                    "show(All|AllProperties|Headers|Variables"
                                        + "|AllVariables|Properties|CachedStreams|Files|Streams)"));
    if (!hidden) {
      found.add(
          Rule.R6,
          call.at(),
          "log",
          "the component log prints the whole body",
          "write the step log: with harmless fields alone, such as \"${body[id]}\"");
    }
  }
}
