package io.serai.routing.check;

import io.serai.engine.PaymentSteps;
import io.serai.intake.Nearest;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderDefinition;
import java.util.HashMap;
import java.util.Map;

/** C5, C14, R5: payment steps, as the engine itself reads them. */
final class PaymentCheck implements Check {

  @Override
  public void look(Scene scene, Findings found) {
    scene
        .calls("payment")
        .filter(call -> !call.consumer() && !call.step().name().equals("toD"))
        .forEach(call -> look(call, scene, found));
  }

  private static void look(Call call, Scene scene, Findings found) {
    Map<String, Object> parameters = new HashMap<>();
    call.options().forEach(option -> parameters.put(option.name(), option.value()));
    try {
      PaymentSteps.Asked asked = PaymentSteps.read(call.path(), parameters);
      for (Call.Option option : call.options()) {
        if (parameters.containsKey(option.name())) {
          OptionCheck.unknown(call, option, PaymentSteps.options(), found);
        }
      }
      providers(call, asked, scene, found);
    } catch (SeraiException e) {
      String text = String.valueOf(e.getMessage());
      int mend = text.lastIndexOf(": ");
      found.add(
          Rule.C14,
          call.at(),
          call.path(),
          "'" + text.substring(0, Math.max(mend, 0)) + "' is no payment step",
          text.substring(mend + 2));
    }
  }

  private static void providers(Call call, PaymentSteps.Asked asked, Scene scene, Findings found) {
    Place at = call.option("providers").map(Call.Option::at).orElse(call.at());
    if (asked.providers().size() > 1 && !call.meant("afterUnknown")) {
      found.add(
          Rule.R5,
          at,
          "afterUnknown",
          "several providers, and nothing says what happens after an unknown outcome",
          "add afterUnknown: stop, or afterUnknown: reverse to try the next one once the reversal"
              + " is journaled");
    }
    if (scene.providers().isEmpty()) {
      return;
    }
    Map<String, ProviderDefinition> declared = scene.providers().get();
    for (String name : asked.providers()) {
      ProviderDefinition provider = declared.get(name);
      if (provider == null) {
        found.add(
            Rule.C14,
            at,
            name,
            "'" + name + "' is not declared in providers.yaml",
            Nearest.mend(name, declared.keySet()));
      } else if (asked.operation().filter(o -> !provider.operations().contains(o)).isPresent()) {
        found.add(
            Rule.C14,
            at,
            name,
            "'" + name + "' does not " + call.path(),
            "ask another provider, or add " + call.path() + " to its operations in providers.yaml");
      } else if (!asked.strategy().canOrder(provider)) {
        found.add(
            Rule.C14,
            at,
            name,
            "'" + name + "' has no fees, which strategy " + asked.strategy().word() + " goes by",
            "add fees to it in providers.yaml, or write another strategy");
      }
    }
  }
}
