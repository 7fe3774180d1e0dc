package io.serai.routing.check;

import io.serai.issuing.IssuingSteps;
import io.serai.payment.SeraiException;
import java.util.Set;

/** C5, C14: steps over our own cards, as the issuer processor itself reads them. */
final class IssuingStepCheck implements Check {

  @Override
  public void look(Scene scene, Findings found) {
    scene
        .calls("issuing")
        .filter(call -> !call.consumer() && !call.step().name().equals("toD"))
        .forEach(call -> look(call, found));
  }

  private static void look(Call call, Findings found) {
    call.options().forEach(option -> OptionCheck.unknown(call, option, Set.of(), found));
    try {
      IssuingSteps.read(call.path());
    } catch (SeraiException e) {
      String text = String.valueOf(e.getMessage());
      int mend = text.indexOf(": ");
      found.add(
          Rule.C14,
          call.at(),
          call.path(),
          "'" + text.substring(0, mend) + "' is no issuing step",
          text.substring(mend + 2));
    }
  }
}
