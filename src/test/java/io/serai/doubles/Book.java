package io.serai.doubles;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A provider's memory. It is idempotent on the caller's key, reverses a key once, refuses an
 * original that arrives after its reversal, and never refunds more than was charged. Safe for use
 * by many threads.
 */
final class Book {

  static final String REVERSED_BEFORE = "reversed_before";
  static final String TOO_MUCH = "amount_too_large";
  static final String ALREADY_REVERSED = "already_reversed";

  private final Map<String, Effect> byKey = new HashMap<>();
  private final Map<String, String> keyByReference = new HashMap<>();
  private final Set<String> reversedUnheard = new HashSet<>();
  private final List<BookEntry> entries = new ArrayList<>();
  private final AtomicInteger approvals = new AtomicInteger();
  private final Clock clock;
  private final BookFile file;

  Book(Clock clock, BookFile file) {
    this.clock = clock;
    this.file = file;
    List<BookFile.Line> before = file.lines();
    before.forEach(this::apply);
    approvals.set(before.size()); // a number is given out once
  }

  /**
   * Does what the call asks, once for each key.
   *
   * @param declineCode the reason to decline a new request with; null to approve it
   */
  synchronized Verdict perform(Call call, @Nullable String declineCode) {
    if (call.operation() == Operation.INQUIRY) {
      // by the key of the request, or by this provider's name of what came of it
      Effect found = byKey.get(keyByReference.getOrDefault(call.key(), call.key()));
      return found == null ? new Verdict.NoOriginal() : new Verdict.Done(found);
    }
    Effect first = byKey.get(call.key());
    if (first != null) {
      return first.call().equals(call) ? verdictOf(first) : new Verdict.KeyReused();
    }
    String reference = UUID.randomUUID().toString().replace("-", "");
    String approval = String.format("%06d", approvals.incrementAndGet() % 1_000_000);
    BookFile.Line line = new BookFile.Line(call, declineCode, reference, approval, clock.instant());
    Verdict verdict = apply(line);
    file.append(line);
    return verdict;
  }

  synchronized List<BookEntry> entries() {
    return List.copyOf(entries);
  }

  /** Forgets everything, keys too. */
  synchronized void clear() {
    byKey.clear();
    keyByReference.clear();
    reversedUnheard.clear();
    entries.clear();
    file.clear();
  }

  private synchronized Verdict apply(BookFile.Line line) {
    return switch (line.call().operation()) {
      case AUTHORIZE, CHARGE, ORDER -> charge(line);
      case REFUND -> refund(line);
      case VOID, REVERSAL -> reverse(line);
      case VERIFY, CUSTOMER, PRODUCT, PLAN, SUBSCRIBE, UNSUBSCRIBE, CHANGE_PLAN ->
          record(line, line.declineCode(), 0, "", line.call().hubReference());
      case INQUIRY -> throw new IllegalStateException("An inquiry changes nothing");
    };
  }

  private Verdict charge(BookFile.Line line) {
    Call call = line.call();
    String decline = reversedUnheard.contains(call.key()) ? REVERSED_BEFORE : line.declineCode();
    return record(line, decline, call.amount(), call.currency(), call.hubReference());
  }

  private Verdict refund(BookFile.Line line) {
    Effect original = original(line.call());
    if (original == null || !original.approved()) {
      return new Verdict.NoOriginal();
    }
    long amount = line.call().amount() == 0 ? original.left() : line.call().amount();
    String decline = line.declineCode();
    if (original.reversed()) {
      decline = ALREADY_REVERSED;
    } else if (amount > original.left() || amount == 0) {
      decline = TOO_MUCH;
    }
    if (decline == null) {
      byKey.put(original.call().key(), original.withRefund(amount));
    }
    return record(line, decline, amount, original.currency(), original.hubReference());
  }

  private Verdict reverse(BookFile.Line line) {
    Call call = line.call();
    Effect original = original(call);
    if (original == null || !original.approved()) {
      if (call.originalKey() != null) {
        reversedUnheard.add(call.originalKey());
      }
      return new Verdict.NoOriginal();
    }
    if (original.undoneBy() != null) {
      // another key for the same undoing: acknowledged again, booked once
      return new Verdict.Done(byKey.getOrDefault(original.undoneBy(), original));
    }
    long amount = call.amount() == 0 ? original.left() : call.amount();
    if (amount > original.left() || amount == 0) {
      return record(line, TOO_MUCH, amount, original.currency(), original.hubReference());
    }
    byKey.put(original.call().key(), original.undoneBy(call.key(), amount));
    return record(line, null, amount, original.currency(), original.hubReference());
  }

  private Verdict record(
      BookFile.Line line, @Nullable String decline, long amount, String currency, String hub) {
    Effect effect =
        new Effect(
            line.call(),
            line.reference(),
            line.approvalCode(),
            decline,
            amount,
            currency,
            hub,
            0,
            0,
            null,
            line.at());
    byKey.put(line.call().key(), effect);
    keyByReference.put(effect.reference(), line.call().key());
    keyByReference.put(effect.day() + effect.approvalCode(), line.call().key());
    if (effect.approved()) {
      Instant at = line.at();
      entries.add(BookEntry.of(effect, at));
    }
    return verdictOf(effect);
  }

  private @Nullable Effect original(Call call) {
    String key = call.originalKey();
    if (key == null && call.originalReference() != null) {
      key = keyByReference.get(call.originalReference());
    }
    return key == null ? null : byKey.get(key);
  }

  private static Verdict verdictOf(Effect effect) {
    String code = effect.declineCode();
    return code == null ? new Verdict.Done(effect) : new Verdict.Declined(effect, code);
  }
}
