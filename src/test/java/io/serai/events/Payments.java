package io.serai.events;

import io.serai.journal.Claim;
import io.serai.journal.Commit;
import io.serai.journal.NewEntry;
import io.serai.payment.Channel;
import io.serai.payment.Counted;
import io.serai.payment.Currency;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Origin;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Payments and their commits, as the engine makes them. */
public final class Payments {

  /** When everything in tests happens. */
  public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  /** The business date of everything in tests. */
  public static final LocalDate TODAY = LocalDate.parse("2026-11-23");

  private Payments() {}

  /** A payment that has no entry yet. */
  public static Payment fresh(String id, long minor) {
    Origin origin =
        new Origin(
            "acme",
            "shop-1",
            Channel.REST,
            null,
            "key-" + id,
            null,
            Map.of("type", "card"),
            "charges",
            "hash",
            "0af7651916cd43dd8448eb211c80319c",
            NOW);
    return new Payment(
        id,
        origin,
        Operation.CHARGE,
        new Money(minor, Currency.of("JPY")),
        0,
        PaymentState.PENDING,
        0,
        null,
        Payment.Undone.NOTHING,
        List.of(),
        false,
        null,
        null,
        Counted.NOTHING);
  }

  /** An attempt. */
  public static Payment.InFlight attempt(
      int number, Operation operation, String provider, String subject, long minor) {
    return new Payment.InFlight(number, operation, provider, subject, minor, "proc_test", NOW);
  }

  /** The claim and the intent of a charge. */
  public static Commit started(Payment fresh, Payment.InFlight attempt) {
    return Commit.of("c1-" + fresh.id(), fresh.begin(attempt), NOW, TODAY)
        .entry(new NewEntry(EventKind.ATTEMPT_STARTED, EventData.Facts.started(attempt)))
        .claim(new Claim(fresh.origin().claimKey(), fresh.id(), fresh.id(), "f", NOW))
        .build();
  }

  /** The outcome of an attempt, in the state that it leads to. */
  public static Commit ended(
      Payment before, Payment.InFlight attempt, Outcome outcome, PaymentState state) {
    return Commit.of(
            "c" + (before.seq() + 1) + "-" + before.id(),
            before.end(attempt.attempt()).become(state),
            NOW,
            TODAY)
        .entry(new NewEntry(EventKind.ATTEMPT_ENDED, EventData.Facts.ended(attempt, outcome)))
        .build();
  }
}
