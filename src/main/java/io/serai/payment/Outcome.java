package io.serai.payment;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of one attempt at one provider: exactly these five, and no answer is "unknown". */
public sealed interface Outcome {

  /** The code of a request that the provider does not know. */
  String NO_ORIGINAL = "no_original";

  /** The five. */
  enum Kind {
    /** The provider did it. */
    APPROVED,
    /** A final no. */
    DECLINED,
    /** Provably nothing was handed over. */
    NOT_SENT,
    /** Somebody acts later. */
    PENDING,
    /** It may have happened. */
    UNKNOWN
  }

  /** Which of the five. */
  Kind kind();

  /** The word in the journal, in events and in the API. */
  default String word() {
    return kind().name().toLowerCase(Locale.ROOT);
  }

  /** The provider's code or the reason, for people and for statistics; never card data. */
  String code();

  /** Whether the answer says that this provider did nothing and that another may be tried. */
  default boolean elsewhere() {
    return false;
  }

  /**
   * Whether the provider says that it has had this request before: the original is asked about, and
   * nothing is sent anew.
   */
  default boolean isDuplicate() {
    return false;
  }

  /** Whether the provider has said something, and it was understood. */
  default boolean isAnswer() {
    return switch (kind()) {
      case APPROVED, DECLINED, PENDING -> true;
      case NOT_SENT, UNKNOWN -> false;
    };
  }

  /**
   * The provider did it.
   *
   * @param providerReference the provider's name for it, if it gave one
   * @param approvalCode DE38 or its like, if there is one
   */
  record Approved(@Nullable String providerReference, @Nullable String approvalCode)
      implements Outcome {
    @Override
    public Kind kind() {
      return Kind.APPROVED;
    }

    @Override
    public String code() {
      return "approved";
    }
  }

  /**
   * A final no from the provider.
   *
   * @param code the provider's own code
   * @param elsewhere whether its table lists the answer as one after which another may be tried
   */
  record Declined(String code, boolean elsewhere) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.DECLINED;
    }
  }

  /** Provably nothing was handed to the provider. */
  record NotSent(String code) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.NOT_SENT;
    }

    @Override
    public boolean elsewhere() {
      return true;
    }
  }

  /** The payer or the provider acts later. */
  record Pending(String code, @Nullable String providerReference) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.PENDING;
    }
  }

  /**
   * Anything else: it may have happened.
   *
   * @param code the provider's own code, or the reason
   * @param isDuplicate whether the provider calls it a request that it has had before
   */
  record Unknown(String code, boolean isDuplicate) implements Outcome {

    /** What may have happened, for any other reason. */
    public Unknown(String code) {
      this(code, false);
    }

    @Override
    public Kind kind() {
      return Kind.UNKNOWN;
    }
  }
}
