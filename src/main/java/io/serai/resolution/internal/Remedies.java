package io.serai.resolution.internal;

import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps;
import io.serai.payment.CardNumber;
import io.serai.payment.LinkTrace;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.Rail;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sent for a follow-up. An authorization or charge is reversed, or asked about where the
 * provider has no reversal; at the route's only provider it is asked about first (S3.5). A refund
 * is sent again under its own key, never reversed. Whatever is sent again needs a provider that
 * promises to do it once; what nobody can resolve is for people.
 */
public final class Remedies {

  private Remedies() {}

  /** What to send next; empty if the provider can do nothing that helps. */
  public static Optional<Operation> operation(
      FollowUp owed, Payment payment, ProviderDefinition provider) {
    return operation(owed, payment, provider, Duration.ZERO);
  }

  /**
   * The same for a case of some age. Who forgets keys after a time ({@code resend_for}) is sent
   * nothing again after it, for that would be a second payment; until then what it finds, or does
   * not, is not believed (S1.22).
   *
   * @param age for how long it has been owed
   */
  static Optional<Operation> operation(
      FollowUp owed, Payment payment, ProviderDefinition provider, Duration age) {
    Duration resendFor = provider.resendFor();
    boolean remembered = resendFor == null || age.compareTo(resendFor) < 0;
    Optional<Operation> again =
        provider.idempotent() && remembered ? Optional.of(owed.operation()) : Optional.empty();
    if (!owed.operation().beginsPayment()) {
      return again;
    }
    if (owed.cancel()) {
      // An ordinary cancel names the approval by what the provider calls it.
      return owed.reference() == null
          ? first(provider, Operation.REVERSAL, Operation.VOID)
          : first(provider, Operation.VOID, Operation.REVERSAL);
    }
    boolean askFirst = owed.alone() && !payment.reversalRequested();
    if (!provider.can(Operation.REVERSAL)) {
      boolean named = isNamed(owed, payment);
      if (named && !askFirst && provider.can(Operation.VOID)) {
        return Optional.of(Operation.VOID);
      }
      if (!named && resendFor != null && again.isPresent()) {
        return again;
      }
    }
    return (askFirst
            ? first(provider, Operation.INQUIRY, Operation.REVERSAL)
            : first(provider, Operation.REVERSAL, Operation.INQUIRY))
        .or(() -> again);
  }

  /** Whether the provider has said what it calls this request. */
  private static boolean isNamed(FollowUp owed, Payment payment) {
    Payment.Placement placed = payment.placement();
    return placed != null
        && placed.reference() != null
        && placed.key().equals(payment.providerKey(owed.attempt()));
  }

  private static Optional<Operation> first(ProviderDefinition provider, Operation... wanted) {
    return java.util.Arrays.stream(wanted).filter(provider::can).findFirst();
  }

  /**
   * The numbers under which it goes out over a link: what is sent again keeps those of its first
   * time (ISO 8583: a 0421 is its 0420 but for the type).
   */
  static @Nullable LinkTrace trace(FollowUps.Due due, Operation operation, Rail rail) {
    FollowUps.OnLink sent = due.sent();
    if (sent != null && sent.operation() == operation) {
      return sent.trace();
    }
    LinkTrace first = due.followUp().trace();
    return first != null && operation == due.followUp().operation() ? first : rail.trace();
  }

  /** Whether another try of the same case is under way, by whomever. */
  static boolean underWay(FollowUp owed, Payment payment) {
    return payment.inFlight().stream()
        .anyMatch(
            a ->
                a.attempt() > owed.attempt()
                    && a.subject().equals(owed.subject())
                    && (!a.operation().beginsPayment() || a.provider().equals(owed.provider())));
  }

  static ProviderCall call(
      FollowUp owed,
      Payment payment,
      Payment.InFlight attempt,
      @Nullable CardNumber card,
      boolean repeat) {
    Operation operation = attempt.operation();
    String original = payment.providerKey(owed.attempt());
    boolean resend = operation == owed.operation();
    Payment.Placement placed = payment.placement();
    @Nullable String reference = owed.reference();
    // Another provider's name for its own request means nothing to this one.
    // And an approval that an inquiry found is not placed: the case alone knows its name.
    if (placed != null && (resend || isNamed(owed, payment))) {
      reference = placed.reference();
    }
    String key =
        switch (operation) {
          case REVERSAL -> original + ".reversal";
          case INQUIRY -> original + ".inquiry";
          case VOID -> original + ".void";
          case AUTHORIZE, CAPTURE, CHARGE, REFUND, VERIFY, PREPARE -> original;
          case CUSTOMER, PRODUCT, PLAN, SUBSCRIBE, SUBSCRIPTION, UNSUBSCRIBE, CHANGE_PLAN ->
              original; // no payments
        };
    return new ProviderCall(
        operation,
        payment.id(),
        key,
        resend && placed != null ? placed.key() : original,
        reference,
        new Money(owed.minor(), payment.amount().currency()),
        payment.origin().merchant(),
        Map.copyOf(payment.origin().method()),
        card,
        payment.origin().reference(),
        attempt.attempt(),
        repeat,
        resend
            ? ProviderCall.OnLink.about(attempt.trace(), payment.kind(), of(placed))
            : ProviderCall.OnLink.about(attempt.trace(), owed.operation(), owed.trace()));
  }

  private static @Nullable LinkTrace of(Payment.@Nullable Placement placed) {
    return placed == null ? null : placed.trace();
  }
}
