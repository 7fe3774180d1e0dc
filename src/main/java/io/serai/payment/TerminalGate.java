package io.serai.payment;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Says whether a terminal may ask (S3.9). Thread-safe; never blocks the caller. */
@FunctionalInterface
public interface TerminalGate {

  /**
   * Who asks, and how it proves that it is who it says.
   *
   * @param tenant from the credential or the link
   * @param merchant what the request says, as DE42
   * @param terminal what the request says, as DE41
   * @param proof what came with it
   */
  record Requester(String tenant, String merchant, String terminal, Proof proof) {}

  /**
   * What one that is let in may do.
   *
   * @param onlyKnown why nothing new may be begun for it, as for one that is blocked: it is still
   *     answered what it asks again, and takes back what was approved; null where it may do
   *     anything
   */
  record Admission(@Nullable SeraiException onlyKnown) {

    /** For whom there are no limits. */
    public static final Admission FULL = new Admission(null);
  }

  /** What a terminal shows of itself. */
  sealed interface Proof {}

  /**
   * A key over REST.
   *
   * @param key what it sent, neither kept nor logged; null for none
   */
  record ByKey(@Nullable String key) implements Proof {

    /** The key stays out of logs. */
    @Override
    public String toString() {
      return "ByKey";
    }
  }

  /**
   * A certificate on a link.
   *
   * @param sha256 its SHA-256 in hex; null where the connection has none
   */
  record ByCertificate(@Nullable String sha256) implements Proof {}

  /**
   * Lets a requester in.
   *
   * @return what it may do; or it fails with a {@link SeraiException}, {@link
   *     ErrorCode#MERCHANT_REFUSED} or {@link ErrorCode#TERMINAL_REFUSED}; on any thread
   */
  CompletionStage<Admission> admit(Requester requester);
}
