package io.serai.resolution;

import io.serai.journal.FollowUp;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import io.serai.provider.ProviderDefinition;
import io.serai.resolution.internal.Remedies;
import java.util.Optional;

/** What an unknown outcome is resolved with. */
public final class Remedy {

  private Remedy() {}

  /**
   * What is sent for a follow-up when it is due.
   *
   * @param owed the follow-up
   * @param payment its payment as it stands
   * @param provider whom it is owed by
   * @return the operation, or empty if the provider can do nothing that helps
   */
  public static Optional<Operation> of(
      FollowUp owed, Payment payment, ProviderDefinition provider) {
    return Remedies.operation(owed, payment, provider);
  }
}
