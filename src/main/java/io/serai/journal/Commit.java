package io.serai.journal;

import io.serai.payment.CardNumber;
import io.serai.payment.Counted;
import io.serai.payment.MoneyEvent;
import io.serai.payment.Movement;
import io.serai.payment.Payment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written together or not at all: the payment's next entries, and with them a claim, a card
 * number, follow-ups. Made by {@link #of}.
 *
 * @param id its own id, by which it is found again after a broken connection
 * @param payment the payment as it stands afterwards
 * @param at when
 * @param businessDate the date it counts for, in the provider's zone
 * @param entries the entries, in order; at least one
 * @param claim the key to claim first, or null
 * @param released a key to give up, or null
 * @param followUps what is owed from now on
 * @param closed follow-ups that are done, with the code that ended them
 * @param card the card number to keep for a reversal, or null
 * @param postings what the entries post to the ledger; worked out here, so that none is forgotten
 */
public record Commit(
    String id,
    Payment payment,
    Instant at,
    LocalDate businessDate,
    List<NewEntry> entries,
    @Nullable Claim claim,
    @Nullable String released,
    List<FollowUp> followUps,
    List<Closed> closed,
    @Nullable CardNumber card,
    List<Posting> postings) {

  /**
   * A follow-up that is done.
   *
   * @param followUpId which
   * @param code what ended it
   */
  public record Closed(String followUpId, String code) {}

  /** The number of entries that the payment must have for this commit to be taken. */
  public int expectedSeq() {
    return payment.seq() - entries.size();
  }

  /**
   * Begins a commit.
   *
   * @param id a fresh id
   * @param payment the payment with its new values but its old sequence
   * @param at when
   * @param businessDate the date it counts for
   */
  public static Builder of(String id, Payment payment, Instant at, LocalDate businessDate) {
    return new Builder(id, payment, at, businessDate);
  }

  /** Gathers the parts of a commit; not thread-safe. */
  public static final class Builder {
    private final String id;
    private final Payment payment;
    private final Instant at;
    private final LocalDate businessDate;
    private final List<NewEntry> entries = new ArrayList<>(2);
    private @Nullable Claim claim;
    private @Nullable String released;
    private final List<FollowUp> followUps = new ArrayList<>(0);
    private final List<Closed> closed = new ArrayList<>(0);
    private @Nullable CardNumber card;

    private Builder(String id, Payment payment, Instant at, LocalDate businessDate) {
      this.id = id;
      this.payment = payment;
      this.at = at;
      this.businessDate = businessDate;
    }

    /** Adds an entry. */
    public Builder entry(NewEntry entry) {
      entries.add(entry);
      return this;
    }

    /** Claims a key. */
    public Builder claim(Claim key) {
      claim = key;
      return this;
    }

    /** Gives a key up, so that it can be used again. */
    public Builder release(String key) {
      released = key;
      return this;
    }

    /** Owes something from now on. */
    public Builder followUp(FollowUp owed) {
      followUps.add(owed);
      return this;
    }

    /** Closes a follow-up. */
    public Builder close(String followUpId, String code) {
      closed.add(new Closed(followUpId, code));
      return this;
    }

    /** Keeps a card number for a reversal. */
    public Builder card(@Nullable CardNumber number) {
      card = number;
      return this;
    }

    /** The commit. */
    public Commit build() {
      Payment after = payment.advance(entries.size());
      List<Posting> postings = new ArrayList<>(0);
      return new Commit(
          id,
          after.count(post(after, postings)),
          at,
          businessDate,
          List.copyOf(entries),
          claim,
          released,
          List.copyOf(followUps),
          List.copyOf(closed),
          card,
          List.copyOf(postings));
    }

    /** Posts what the entries moved, and says what counts then. */
    private @Nullable Counted post(Payment after, List<Posting> postings) {
      Counted counted = payment.counted();
      int seq = payment.seq();
      for (NewEntry entry : entries) {
        seq++;
        if (counted != null) {
          Counted.Step step = counted.after(MoneyEvent.of(after, entry.kind(), entry.facts()));
          counted = step.counted();
          int number = 1;
          for (Movement movement : step.movements()) {
            List<Posting> of = Posting.of(seq, number, movement);
            postings.addAll(of);
            number += of.size();
          }
        }
      }
      return counted;
    }
  }
}
