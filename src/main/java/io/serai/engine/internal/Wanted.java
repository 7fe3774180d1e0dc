package io.serai.engine.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.Provider;
import io.serai.provider.ProviderSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom a step may ask: its providers, or the one of them that the request asks for (S1.7). */
final class Wanted {

  private Wanted() {}

  /**
   * The providers, in the step's order.
   *
   * @param name what the request asks for, or null
   * @throws SeraiException if the step does not ask it, or one of them cannot do it
   */
  static List<Provider> of(
      @Nullable String name, PaymentStep step, Operation operation, ProviderSet providers) {
    if (name != null && !step.providers().contains(name)) {
      throw new SeraiException(
          ErrorCode.UNKNOWN_PROVIDER,
          "provider",
          "provider: '"
              + name
              + "' is not asked for such a payment; send one of "
              + String.join(", ", step.providers())
              + ", or leave it out",
          null);
    }
    List<Provider> asked =
        step.providers().stream()
            .filter(one -> name == null || one.equals(name))
            .map(providers::get)
            .toList();
    asked.stream()
        .filter(one -> !one.definition().can(operation))
        .findFirst()
        .ifPresent(
            one -> {
              throw cannot(one, operation);
            });
    return asked;
  }

  /** A provider that cannot do what is asked, and what it can. */
  private static SeraiException cannot(Provider provider, Operation operation) {
    return new SeraiException(
        ErrorCode.OPERATION_NOT_SUPPORTED,
        "provider",
        "provider: "
            + provider.name()
            + " cannot "
            + operation.word()
            + "; it can "
            + provider.definition().operations().stream()
                .sorted()
                .map(Operation::word)
                .collect(Collectors.joining(", ")),
        null);
  }
}
