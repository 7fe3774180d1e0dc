package io.serai.engine.internal.caps;

import io.serai.payment.Money;
import io.serai.payment.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts charges and refunds against the caps of the active set of routes (S1.23, S1.24), in memory
 * and without waiting; {@link CapSharing} tells the other processes. Thread-safe.
 */
public final class Caps {

  private final Clock clock;
  private final ConcurrentMap<Slot.Id, Slot> slots = new ConcurrentHashMap<>();
  private volatile Map<Slot.Id, Usage> others = Map.of();
  private volatile CapList active = CapList.NONE;

  /** No caps yet. */
  public Caps(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts an operation for all of its parties, or for none of them.
   *
   * @param operation what is done; an authorization counts as a charge
   */
  public Verdict take(Operation operation, Money money, Party... parties) {
    CapList caps = active;
    if (caps.isEmpty()) {
      return Permit.FREE;
    }
    Operation counted = operation.beginsPayment() ? Operation.CHARGE : operation;
    Instant now = clock.instant();
    Permit permit = Permit.FREE;
    for (Party party : parties) {
      for (CapList.Held held : caps.of(party.scope(), party.name(), counted)) {
        Cap cap = held.cap();
        if (!cap.counts(money.currency())) {
          continue;
        }
        Per.Window window = cap.per().around(now, party.zone());
        Slot slot = slot(new Slot.Id(held.key(), window));
        Slot.Room room = slot.take(cap, money.minor());
        if (room != Slot.Room.ENOUGH) {
          permit.giveBack();
          return new Denial(held, room, window, now);
        }
        permit = permit == Permit.FREE ? new Permit() : permit;
        permit.add(slot, cap, money.minor());
      }
    }
    return permit;
  }

  Slot slot(Slot.Id id) {
    Slot known = slots.get(id);
    return known != null
        ? known
        : slots.computeIfAbsent(id, i -> new Slot(i, others.getOrDefault(i, Usage.NOTHING)));
  }

  void use(CapList caps) {
    active = caps;
  }

  Collection<Slot> slots() {
    return slots.values();
  }

  /** Takes note of what the other processes used. */
  void others(Map<Slot.Id, Usage> used) {
    others = used;
    slots.forEach((id, slot) -> slot.others(used.getOrDefault(id, Usage.NOTHING)));
  }

  /** Forgets what this process used: it is written among what the others used. */
  void clear() {
    slots.clear();
  }

  void forget(Slot.Id id) {
    slots.remove(id);
  }
}
