package io.serai.registry.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.payment.TerminalGate;
import io.serai.registry.Standing;
import io.serai.upkeep.FreshCopy;
import io.serai.upkeep.Upkeep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * The gate over a copy of the registry in memory, which a thread of its own refreshes. A refusal
 * waits for the next copy, made at once but never twice within {@link #SHORTEST_PAUSE}, so that
 * what was imported a moment ago counts, and wrong requests cannot load the database.
 *
 * <p>While the database cannot be read the last copy holds.
 */
final class CachedRegistry implements TerminalGate, DisposableBean {

  static final Duration REFRESH = Duration.ofSeconds(5);
  static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);

  private final RegistryCopy copy;
  private final Upkeep upkeep =
      new Upkeep("serai-registry", "the registry cannot be read, the last copy holds");
  private final FreshCopy fresh;

  CachedRegistry(RegistryCopy copy) {
    this.copy = copy;
    this.fresh = new FreshCopy(upkeep, SHORTEST_PAUSE, copy::refresh);
    copy.refresh();
    upkeep.every(REFRESH, copy::refresh);
  }

  @Override
  public CompletionStage<Admission> admit(Requester requester) {
    return refusal(requester) == null && blocked(requester) == null
        ? CompletableFuture.completedFuture(Admission.FULL)
        : fresh.await().thenApply(done -> admission(requester));
  }

  private Admission admission(Requester who) {
    SeraiException refusal = refusal(who);
    if (refusal != null) {
      throw refusal;
    }
    SeraiException blocked = blocked(who);
    return blocked == null ? Admission.FULL : new Admission(blocked);
  }

  private @Nullable SeraiException refusal(Requester who) {
    if (copy.merchant(who.tenant(), who.merchant()) == null) {
      return refused(ErrorCode.MERCHANT_REFUSED, "merchant", "is not in the registry");
    }
    RegistryCopy.Known known = copy.terminal(who.tenant(), who.merchant(), who.terminal());
    return known == null
        ? terminal("the registry knows no such terminal of this merchant")
        : unproven(known, who.proof());
  }

  private @Nullable SeraiException blocked(Requester who) {
    if (copy.merchant(who.tenant(), who.merchant()) == Standing.BLOCKED) {
      return refused(ErrorCode.MERCHANT_REFUSED, "merchant", "is blocked in the registry");
    }
    RegistryCopy.Known known = copy.terminal(who.tenant(), who.merchant(), who.terminal());
    return known != null && known.status() == Standing.BLOCKED
        ? terminal("is blocked in the registry")
        : null;
  }

  private static @Nullable SeraiException unproven(RegistryCopy.Known known, Proof proof) {
    if (proof instanceof ByKey byKey && known.keySha256() != null) {
      String key = byKey.key();
      return key != null && same(known.keySha256(), sha256(key))
          ? null
          : terminal("its key is missing or wrong; send it as Serai-Terminal-Key");
    }
    if (proof instanceof ByCertificate shown && known.certificateSha256() != null) {
      String sha256 = shown.sha256();
      return sha256 != null && same(known.certificateSha256(), sha256)
          ? null
          : terminal("the connection's certificate is not the one of the registry");
    }
    return null;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static SeraiException terminal(String message) {
    return refused(ErrorCode.TERMINAL_REFUSED, "terminal", message);
  }

  private static SeraiException refused(ErrorCode code, String field, String message) {
    return new SeraiException(code, field, field + ": " + message, null);
  }

  @Override
  public void destroy() {
    upkeep.close();
  }
}
