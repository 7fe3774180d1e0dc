package io.serai.engine.internal;

import io.serai.journal.Claim;
import io.serai.payment.ErrorCode;
import io.serai.payment.Payment;
import io.serai.payment.SeraiException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Answers repeated requests: the same key never makes a second effect (I1). */
final class Replays {

  /** The fingerprint under a key whose original was taken back before it arrived. */
  static final String TAKEN_BACK = "taken-back";

  private record UnderWay(String fingerprint, CompletableFuture<Map<String, Object>> answer) {}

  private final Tools tools;
  private final ConcurrentMap<String, UnderWay> underWay = new ConcurrentHashMap<>();

  Replays(Tools tools) {
    this.tools = tools;
  }

  /**
   * Where an answer binds, a repeat that comes while the first is under way gets the first's
   * answer, whatever that will be; elsewhere it is told the current state.
   */
  CompletableFuture<Map<String, Object>> shared(
      Caller caller, Supplier<CompletableFuture<Map<String, Object>>> first) {
    if (!caller.channel().answerBinds()) {
      return first.get();
    }
    String id = caller.tenant() + "/" + caller.requireKey();
    var mine = new UnderWay(caller.fingerprint(), new CompletableFuture<>());
    UnderWay other = underWay.putIfAbsent(id, mine);
    if (other != null) {
      return other.fingerprint().equals(caller.fingerprint())
          ? other.answer().thenApply(Replays::marked)
          : CompletableFuture.failedFuture(reused());
    }
    var unused =
        first
            .get()
            .whenComplete(
                (answer, failure) -> {
                  underWay.remove(id);
                  if (failure != null) {
                    mine.answer().completeExceptionally(failure);
                  } else {
                    mine.answer().complete(answer);
                  }
                });
    return mine.answer();
  }

  /** The answer that stands for the caller's key; empty if the key is free after all. */
  CompletableFuture<Optional<Map<String, Object>>> replay(Caller caller) {
    return tools
        .journal()
        .claim(caller.tenant(), caller.requireKey())
        .thenCompose(
            claim ->
                claim.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : answer(caller, claim.get()).thenApply(Optional::of));
  }

  private CompletableFuture<Map<String, Object>> answer(Caller caller, Claim claim) {
    if (claim.fingerprint().equals(TAKEN_BACK)) {
      return tools
          .payment(caller.tenant(), claim.paymentId())
          .thenApply(
              payment ->
                  Answers.told(tools.answers().payment(payment), "declined", "taken_back", "12"));
    }
    if (!claim.fingerprint().equals(caller.fingerprint())) {
      return CompletableFuture.failedFuture(reused());
    }
    return tools
        .journal()
        .answer(claim.paymentId(), claim.subject())
        .thenCombine(
            tools.payment(caller.tenant(), claim.paymentId()),
            (saved, payment) -> marked(answer(payment, claim, saved)));
  }

  private Map<String, Object> answer(Payment payment, Claim claim, Optional<String> saved) {
    Map<String, Object> answer =
        saved.map(tools.answers()::read).orElseGet(() -> standing(payment, claim));
    // Nobody is told "yes" for what is being taken back, whatever was said before.
    return payment.reversalRequested()
            && claim.subject().equals(payment.id())
            && "approved".equals(answer.get("outcome"))
        ? Answers.told(answer, "declined", "reversed", "91")
        : answer;
  }

  private Map<String, Object> standing(Payment payment, Claim claim) {
    if (claim.subject().equals(payment.id())) {
      return tools.answers().payment(payment);
    }
    return payment.inFlight().stream()
        .filter(attempt -> attempt.subject().equals(claim.subject()))
        .findFirst()
        .map(attempt -> tools.answers().refund(payment, attempt, claim.at().toString(), null))
        .orElseGet(() -> unresolved(payment, claim));
  }

  private static Map<String, Object> unresolved(Payment payment, Claim claim) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", claim.subject());
    answer.put("payment", payment.id());
    answer.put("state", "unknown");
    answer.put("created_at", claim.at().toString());
    answer.put("outcome", "unknown");
    answer.put("code", "unknown");
    return answer;
  }

  private static Map<String, Object> marked(Map<String, Object> answer) {
    Map<String, Object> replay = new LinkedHashMap<>(answer);
    replay.put("replay", true);
    return replay;
  }

  private static SeraiException reused() {
    return new SeraiException(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        "the idempotency key was used before for another request; send a new key");
  }
}
