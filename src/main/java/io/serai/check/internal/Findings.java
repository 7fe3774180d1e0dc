package io.serai.check.internal;

import io.serai.check.Breach;
import io.serai.check.Checker;
import io.serai.check.Invariant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run has found so far; not thread-safe. */
final class Findings {

  private final List<Breach> breaches = new ArrayList<>();
  private long found;

  void add(Invariant invariant, PaymentFile payment, String message) {
    add(invariant, payment.id(), message, payment.history());
  }

  void add(Invariant invariant, @Nullable String payment, String message) {
    add(invariant, payment, message, List.of());
  }

  void add(Invariant invariant, @Nullable String payment, String message, List<String> history) {
    found++;
    if (breaches.size() < Checker.MOST_BREACHES) {
      breaches.add(new Breach(invariant, payment, message, history));
    }
  }

  List<Breach> breaches() {
    return breaches;
  }

  long found() {
    return found;
  }
}
