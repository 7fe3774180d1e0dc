package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a step of a route says. */
class IssuingStepTest {

  @Test
  void eachWordIsAStep() {
    for (IssuingStep step : IssuingStep.values()) {
      assertThat(IssuingStep.read(step.word())).isEqualTo(step);
    }
  }

  @Test
  void anotherWordIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> IssuingStep.read("authorise"))
        .hasMessage("issuing:authorise: write issuing:authorize");
    assertThatThrownBy(() -> IssuingStep.read("pay"))
        .hasMessage(
            "issuing:pay: write one of issuing:authorize, issuing:advice, issuing:complete,"
                + " issuing:reverse");
  }

  @Test
  void approvalCodesAreSixCharactersAndNoSequence() {
    ApprovalCodes codes = new ApprovalCodes();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String code = codes.next();
      assertThat(code).matches("[0-9A-Z]{6}");
      seen.add(code);
    }
    assertThat(seen).hasSizeGreaterThan(995);
  }
}
