package io.serai.testkit;

import io.serai.payment.TerminalGate;
import java.util.concurrent.CompletableFuture;

/** Gates for tests that are about something else. */
public final class TestGate {

  /** Lets everybody in. */
  public static final TerminalGate OPEN =
      requester -> CompletableFuture.completedFuture(TerminalGate.Admission.FULL);

  private TestGate() {}
}
