package io.serai.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The money of one payment that counted so far, and the one rule of what the next event adds to it
 * (I5, I6): the ledger, settlement and the checker all ask here. Money that never counted is never
 * taken back, in whatever order a provider's answers come. Immutable.
 *
 * @param movements what counted, in order
 * @param unmatched reversals that had nothing to undo
 */
public record Counted(List<Movement> movements, List<UnmatchedReversal> unmatched) {

  /** Nothing so far. */
  public static final Counted NOTHING = new Counted(List.of(), List.of());

  /** Keeps copies. */
  public Counted {
    movements = List.copyOf(movements);
    unmatched = List.copyOf(unmatched);
  }

  /**
   * What an event makes of it.
   *
   * @param counted the whole afterwards
   * @param movements what is new
   * @param unmatched what is new
   */
  public record Step(
      Counted counted, List<Movement> movements, List<UnmatchedReversal> unmatched) {}

  /** Adds the payment's next event. */
  public Step after(MoneyEvent event) {
    return event.approved() || event.foundReversed()
        ? new Next(event).step()
        : new Step(this, List.of(), List.of());
  }

  /** What a provider holds, net. */
  public long net(String provider) {
    return at(provider).mapToLong(Movement::minor).reduce(0, Math::addExact);
  }

  private Stream<Movement> at(String provider) {
    return movements.stream().filter(m -> m.provider().equals(provider));
  }

  /** One event on its way in; never leaves this class. */
  private final class Next {
    private final MoneyEvent event;
    private final String provider;
    private final List<Movement> moved = new ArrayList<>(1);
    private final List<UnmatchedReversal> undone = new ArrayList<>(0);

    Next(MoneyEvent event) {
      this.event = event;
      this.provider = String.valueOf(event.provider());
    }

    Step step() {
      long minor = event.minor() == null ? 0 : event.minor();
      String operation = String.valueOf(event.operation());
      if (event.late() && !takesLate(operation)) {
        return new Step(Counted.this, List.of(), List.of());
      }
      if (event.foundReversed()) {
        undo(
            operation.equals(Operation.REVERSAL.word()) ? operation : Operation.VOID.word(), minor);
        return moved();
      }
      switch (operation) {
        case "charge", "authorize", "capture" -> take(operation, minor);
        case "refund" -> giveBack(minor);
        case "reversal", "void" -> undo(operation, minor);
        case "inquiry" -> found(minor);
        default -> {
          // A receipt's check, or an operation of a newer hub, moves no money here.
        }
      }
      return moved();
    }

    private Step moved() {
      return new Step(
          new Counted(and(movements, moved), and(unmatched, undone)),
          List.copyOf(moved),
          List.copyOf(undone));
    }

    /**
     * An undoing that was answered late is answered again in time, since its case is open; and what
     * an inquiry found meanwhile counts already.
     */
    private boolean takesLate(String operation) {
      boolean begins =
          operation.equals("charge")
              || operation.equals("authorize")
              || operation.equals("capture");
      return begins && at(provider).noneMatch(m -> m.minor() > 0);
    }

    private void take(String operation, long minor) {
      if (at(provider).anyMatch(m -> m.minor() > 0 && m.attempt() == event.attempt())) {
        return;
      }
      // A reversal that was acknowledged before its original's approval became known.
      List<UnmatchedReversal> before =
          unmatched.stream()
              .filter(u -> u.provider().equals(provider) && u.attempt() >= event.attempt())
              .toList();
      long left = before.stream().mapToLong(UnmatchedReversal::minor).reduce(0, Math::addExact);
      long absorbed = Math.min(minor, Math.max(0, left));
      if (absorbed > 0) {
        int reversal = before.stream().mapToInt(UnmatchedReversal::attempt).max().orElseThrow();
        undone.add(new UnmatchedReversal(provider, reversal, -absorbed));
      }
      add(operation, operation, minor - absorbed);
    }

    private void giveBack(long minor) {
      String subject = subject();
      // Asked again after an unknown outcome, or found by an inquiry: it is the same refund.
      if (movements.stream()
          .anyMatch(
              m -> m.operation().equals(Operation.REFUND.word()) && m.subject().equals(subject))) {
        return;
      }
      add(Operation.REFUND.word(), kind(), Math.negateExact(minor));
    }

    private void undo(String operation, long minor) {
      long counted =
          at(provider)
              .filter(m -> m.minor() < 0 || m.attempt() <= event.attempt())
              .mapToLong(Movement::minor)
              .reduce(0, Math::addExact);
      long taken = Math.min(minor, Math.max(0, counted));
      if (taken < minor) {
        undone.add(new UnmatchedReversal(provider, event.attempt(), minor - taken));
      }
      add(operation, kind(), -taken);
    }

    /** An inquiry has found that what it asked about had been done. */
    private void found(long minor) {
      if (!subject().equals(event.payment())) {
        giveBack(minor);
      } else if (event.state().equals(PaymentState.REVERSED.word())) {
        undo(Operation.VOID.word(), minor);
      } else if (at(provider).noneMatch(m -> m.minor() > 0)) {
        take(Operation.CHARGE.word(), minor);
      }
    }

    private void add(String operation, String kind, long minor) {
      if (minor != 0) {
        moved.add(new Movement(provider, event.attempt(), operation, kind, subject(), minor));
      }
    }

    private String subject() {
      return event.subject() == null ? event.payment() : event.subject();
    }

    private String kind() {
      return at(provider)
          .filter(m -> m.minor() > 0)
          .findFirst()
          .map(Movement::kind)
          .orElse(Operation.CHARGE.word());
    }

    private static <T> List<T> and(List<T> known, List<T> more) {
      return more.isEmpty() ? known : Stream.concat(known.stream(), more.stream()).toList();
    }
  }
}
