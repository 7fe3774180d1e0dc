package io.serai.engine;

import io.serai.engine.internal.PaymentStep;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a {@code payment:} step says, for whoever checks routes without running them. */
public final class PaymentSteps {

  private PaymentSteps() {}

  /**
   * What a step asks for.
   *
   * @param operation what the named providers must be able to do; empty where none are named
   * @param providers whom it names, in order
   * @param strategy how they are put in order for a payment
   */
  public record Asked(Optional<Operation> operation, List<String> providers, Strategy strategy) {}

  /**
   * Reads a step as the engine does.
   *
   * @param word what follows {@code payment:}
   * @param parameters its options; those that are known are taken out
   * @throws SeraiException naming what is wrong and, after the last colon, what to write instead
   */
  public static Asked read(String word, Map<String, Object> parameters) {
    PaymentStep step = PaymentStep.read(word, parameters);
    return new Asked(step.operation(), step.providers(), step.selection().strategy());
  }

  /** The options that a step may have. */
  public static Set<String> options() {
    return PaymentStep.OPTIONS;
  }
}
