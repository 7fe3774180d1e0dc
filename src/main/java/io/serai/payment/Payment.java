package io.serai.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stands after its latest journal entry. Immutable: each step makes a new one with
 * the next sequence number, and the journal takes it only if nobody else took that number first.
 *
 * @param id {@code pay_…}
 * @param origin where it came from; never changes
 * @param kind how it began: authorize or charge
 * @param amount what was asked for
 * @param seq number of journal entries so far; gapless, from 1
 * @param state its one state
 * @param attempts number of attempts so far, over all operations
 * @param placement the provider that has it, once one approved or may have approved
 * @param undone what was given back or undone so far
 * @param inFlight attempts whose outcome is not recorded yet
 * @param reversalRequested whether whoever asked for it has taken it back
 * @param declineCode the provider's code of the decline, if it was declined
 * @param confirmedAt when the upstream acknowledged it (S1.72), or null
 * @param counted the money of it that counted so far, as the ledger has it; null for a payment that
 *     began before there was a ledger
 */
public record Payment(
    String id,
    Origin origin,
    Operation kind,
    Money amount,
    int seq,
    PaymentState state,
    int attempts,
    @Nullable Placement placement,
    Undone undone,
    List<InFlight> inFlight,
    boolean reversalRequested,
    @Nullable String declineCode,
    @Nullable Instant confirmedAt,
    @Nullable Counted counted) {

  /**
   * The provider that has the payment.
   *
   * @param provider its name
   * @param key the provider key of the attempt
   * @param reference the provider's name for it, if known
   * @param approvalCode DE38 or its like, if given
   * @param trace the numbers of the attempt on its ISO 8583 link, if it went over one
   */
  public record Placement(
      String provider,
      String key,
      @Nullable String reference,
      @Nullable String approvalCode,
      @Nullable LinkTrace trace) {

    /** A provider that is not reached over a link. */
    public Placement(
        String provider, String key, @Nullable String reference, @Nullable String approvalCode) {
      this(provider, key, reference, approvalCode, null);
    }
  }

  /**
   * Minor units given back or undone.
   *
   * @param refunded refunds that the provider approved
   * @param reserved refunds under way or unknown
   * @param reversed partial reversals
   */
  public record Undone(long refunded, long reserved, long reversed) {

    /** Nothing so far. */
    public static final Undone NOTHING = new Undone(0, 0, 0);
  }

  /**
   * An attempt whose outcome is not recorded yet.
   *
   * @param attempt its number within the payment
   * @param operation what the provider was asked
   * @param provider which provider
   * @param subject what it makes: the payment's id, or a refund's
   * @param minor the amount asked for, in minor units
   * @param lease the process that sends it
   * @param sendBy after this instant, in the time that all processes share, that process hands no
   *     first byte to a socket
   * @param alone whether the route named this provider only (S3.5); false in old rows
   * @param tryOf the attempt whose case this is a try of, 0 for one that stands for itself
   * @param trace the numbers that it goes out under over an ISO 8583 link, if it does
   */
  public record InFlight(
      int attempt,
      Operation operation,
      String provider,
      String subject,
      long minor,
      String lease,
      Instant sendBy,
      boolean alone,
      int tryOf,
      @Nullable LinkTrace trace) {

    /** An attempt over no link that is not known to be at the route's only provider. */
    public InFlight(
        int attempt,
        Operation operation,
        String provider,
        String subject,
        long minor,
        String lease,
        Instant sendBy) {
      this(attempt, operation, provider, subject, minor, lease, sendBy, false, 0, null);
    }
  }

  /** A payment that has no entries yet. */
  public static Payment fresh(String id, Origin origin, Operation kind, Money amount) {
    return new Payment(
        id,
        origin,
        kind,
        amount,
        0,
        PaymentState.PENDING,
        0,
        null,
        Undone.NOTHING,
        List.of(),
        false,
        null,
        null,
        Counted.NOTHING);
  }

  /** What can still be refunded, in minor units. */
  public long refundable() {
    return Math.subtractExact(
        amount.minor(),
        Math.addExact(undone.refunded(), Math.addExact(undone.reserved(), undone.reversed())));
  }

  /** The key by which a provider knows an attempt of this payment; unique over all attempts. */
  public String providerKey(int attempt) {
    return id + "." + attempt;
  }

  /** The attempt of that number, if its outcome is not recorded yet. */
  public Optional<InFlight> inFlight(int attempt) {
    return inFlight.stream().filter(a -> a.attempt() == attempt).findFirst();
  }

  /** The same payment with an attempt begun. */
  public Payment begin(InFlight attempt) {
    var next = new Draft(this);
    next.attempts = attempt.attempt();
    next.inFlight = new ArrayList<>(inFlight);
    next.inFlight.add(attempt);
    return next.payment();
  }

  /** The same payment with an attempt ended. */
  public Payment end(int attempt) {
    var next = new Draft(this);
    next.inFlight = inFlight.stream().filter(a -> a.attempt() != attempt).toList();
    return next.payment();
  }

  /**
   * The same payment in another state.
   *
   * @throws SeraiException with {@link ErrorCode#STATE_CONFLICT} if the change is not allowed
   */
  public Payment become(PaymentState other) {
    var next = new Draft(this);
    next.state = state.become(other);
    return next.payment();
  }

  /** The same payment after so many more entries. */
  public Payment advance(int entries) {
    var next = new Draft(this);
    next.seq = Math.addExact(seq, entries);
    return next.payment();
  }

  /** The same payment, placed with a provider. */
  public Payment place(Placement at) {
    var next = new Draft(this);
    next.placement = at;
    return next.payment();
  }

  /** The same payment with other sums given back. */
  public Payment undo(Undone sums) {
    var next = new Draft(this);
    next.undone = sums;
    return next.payment();
  }

  /** The same payment, taken back by whoever asked for it. */
  public Payment requestReversal() {
    var next = new Draft(this);
    next.reversalRequested = true;
    return next.payment();
  }

  /** The same payment with the provider's code of a decline. */
  public Payment declinedWith(String code) {
    var next = new Draft(this);
    next.declineCode = code;
    return next.payment();
  }

  /** The same payment, acknowledged by the upstream. */
  public Payment confirm(Instant at) {
    var next = new Draft(this);
    next.confirmedAt = at;
    return next.payment();
  }

  /** The same payment with the money that counts now. */
  public Payment count(@Nullable Counted money) {
    var next = new Draft(this);
    next.counted = money;
    return next.payment();
  }

  /** A copy on its way to the next step; never leaves this class. */
  private static final class Draft {
    private final Payment from;
    private int seq;
    private PaymentState state;
    private int attempts;
    private @Nullable Placement placement;
    private Undone undone;
    private List<InFlight> inFlight;
    private boolean reversalRequested;
    private @Nullable String declineCode;
    private @Nullable Instant confirmedAt;
    private @Nullable Counted counted;

    Draft(Payment from) {
      this.from = from;
      this.seq = from.seq;
      this.state = from.state;
      this.attempts = from.attempts;
      this.placement = from.placement;
      this.undone = from.undone;
      this.inFlight = from.inFlight;
      this.reversalRequested = from.reversalRequested;
      this.declineCode = from.declineCode;
      this.confirmedAt = from.confirmedAt;
      this.counted = from.counted;
    }

    Payment payment() {
      return new Payment(
          from.id,
          from.origin,
          from.kind,
          from.amount,
          seq,
          state,
          attempts,
          placement,
          undone,
          List.copyOf(inFlight),
          reversalRequested,
          declineCode,
          confirmedAt,
          counted);
    }
  }
}
