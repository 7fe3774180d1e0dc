package io.serai.routing.check;

import io.serai.issuing.IssuingSteps;
import io.serai.payment.SeraiException;
import java.util.Set;
import java.util.function.Consumer;

/** C5, C14: steps over our own cards, as the issuer processor itself reads them. */
final class IssuingStepCheck implements Check {

  @Override
  public void look(Scene scene, Findings found) {
    look(scene, "issuing", IssuingSteps::read, found);
    look(scene, "cards", IssuingSteps::readCards, found);
  }

  private static void look(Scene scene, String scheme, Consumer<String> reader, Findings found) {
    scene
        .calls(scheme)
        .filter(call -> !call.consumer() && !call.step().name().equals("toD"))
        .forEach(call -> look(call, scheme, reader, found));
  }

  private static void look(Call call, String scheme, Consumer<String> reader, Findings found) {
    call.options().forEach(option -> OptionCheck.unknown(call, option, Set.of(), found));
    try {
      reader.accept(call.path());
    } catch (SeraiException e) {
      String text = String.valueOf(e.getMessage());
      int mend = text.indexOf(": ");
      String wrong = text.substring(0, mend).replace(" is no step", "");
      found.add(
          Rule.C14,
          call.at(),
          call.path(),
          "'" + wrong + "' is no " + scheme + " step",
          text.substring(mend + 2));
    }
  }
}
