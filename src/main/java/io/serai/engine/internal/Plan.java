package io.serai.engine.internal;

import io.serai.payment.CardNumber;
import io.serai.payment.Operation;
import io.serai.payment.PassedElements;
import io.serai.payment.Payment;
import io.serai.payment.PinBlock;
import io.serai.provider.Choice;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route wants for a payment.
 *
 * @param operation authorize or charge
 * @param choice whom to ask, in order, and why
 * @param reverseUnknown whether after an unknown outcome another may be tried once the reversal is
 *     journaled
 * @param card the card number, if the method has one
 * @param pin the PIN block, if there is one; it is handed on and never kept
 * @param passed what else is handed on and never kept
 */
record Plan(
    Operation operation,
    Choice choice,
    boolean reverseUnknown,
    @Nullable CardNumber card,
    @Nullable PinBlock pin,
    PassedElements passed) {

  List<Provider> providers() {
    return choice.providers();
  }

  ProviderCall call(Payment payment, Payment.InFlight attempt) {
    return new ProviderCall(
        operation,
        payment.id(),
        payment.providerKey(attempt.attempt()),
        null,
        null,
        payment.amount(),
        payment.origin().merchant(),
        payment.origin().method(),
        card,
        payment.origin().reference(),
        attempt.attempt(),
        false,
        new ProviderCall.OnLink(attempt.trace(), null, null, pin, passed, payment.origin().link()));
  }
}
