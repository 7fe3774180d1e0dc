package io.serai.subscription.internal;

import io.serai.engine.RecurringDesk.Request;
import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.Provider;
import io.serai.provider.ProviderSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom a request is for: nothing is sent to a provider that cannot do it (S0.8, S1.7). */
final class Chosen {

  private Chosen() {}

  /**
   * The provider that has what the request is about, else the one that it names, else the route's
   * first.
   *
   * @param has the provider of the product or plan that it is about, or null
   * @throws SeraiException if the route does not ask it, or it cannot do it
   */
  static Provider of(
      Operation operation, Request request, ProviderSet providers, @Nullable String has) {
    Object given = request.body().get("provider");
    if (given != null && has != null && !given.equals(has)) {
      throw SeraiException.invalid(
          "provider", "what it is about is of " + has + "; send that, or leave it out");
    }
    String name = has != null ? has : given != null ? given.toString() : first(request);
    providers.all().stream()
        .filter(one -> one.name().equals(name) && !one.definition().can(operation))
        .findFirst()
        .ifPresent(
            one -> {
              throw cannot(one, operation, "provider");
            });
    if (!request.providers().contains(name)) {
      throw new SeraiException(
          ErrorCode.UNKNOWN_PROVIDER,
          "provider",
          "provider: '"
              + name
              + "' is not asked for this; send one of "
              + String.join(", ", request.providers())
              + ", or leave it out",
          null);
    }
    return providers.get(name);
  }

  private static String first(Request request) {
    return request.providers().get(0);
  }

  /** The same provider, which has to be able to do something else too. */
  static Provider able(Provider provider, Operation operation, String field) {
    if (!provider.definition().can(operation)) {
      throw cannot(provider, operation, field);
    }
    return provider;
  }

  private static SeraiException cannot(Provider provider, Operation operation, String field) {
    return new SeraiException(
        ErrorCode.OPERATION_NOT_SUPPORTED,
        field,
        field
            + ": "
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
