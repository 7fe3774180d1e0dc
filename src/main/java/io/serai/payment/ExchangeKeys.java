package io.serai.payment;

/** Names of the exchange properties by which entries tell the engine who is calling. */
public final class ExchangeKeys {

  /** The tenant, from the credential or the link. */
  public static final String TENANT = "serai.tenant";

  /** How the caller came: {@code rest}, {@code pos}, {@code iso8583} or {@code queue}. */
  public static final String CHANNEL = "serai.channel";

  /** The link's name, for ISO 8583. */
  public static final String LINK = "serai.link";

  /** The idempotency key within the tenant. */
  public static final String KEY = "serai.key";

  /** SHA-256 in hex of what must be the same under the same key. */
  public static final String FINGERPRINT = "serai.fingerprint";

  /**
   * The {@link SeraiException} that says why nothing new may be begun for the caller, if anything
   * does; what it asked before is answered all the same.
   */
  public static final String ONLY_KNOWN = "serai.only_known";

  /** How long the peer of a link waits for its answer, a {@link java.time.Duration}. */
  public static final String ANSWER_WITHIN = "serai.answer_within";

  /** The trace id, 32 hex digits. */
  public static final String TRACE = "serai.trace";

  /** Set by the engine for a link: which attempt it is, {@code <payment>/<number>}. */
  public static final String ATTEMPT = "serai.attempt";

  /** Set by the engine for a link: the {@link LinkTrace} under which the request goes out. */
  public static final String LINK_TRACE = "serai.link_trace";

  /** Set by the engine: the {@link SendBy} after which nothing is sent. */
  public static final String SEND_BY = "serai.send_by";

  /** Set by the engine for a link: the {@link PinBlock} that came with the payment. */
  public static final String PIN = "serai.pin";

  /** Set by the engine for a link: the {@link PassedElements} that came with the payment. */
  public static final String PASSED = "serai.passed";

  /** Set on a context of a route set: its content hash. */
  public static final String SET_HASH = "serai.set.hash";

  /** Set on a context of a route set: the folder with its {@code providers.yaml}. */
  public static final String SET_FOLDER = "serai.set.folder";

  /** Set on a context of a route set: the folder with its Kamelets and their formats. */
  public static final String SET_KAMELETS = "serai.set.kamelets";

  private ExchangeKeys() {}
}
