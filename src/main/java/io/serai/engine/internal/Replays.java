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

  /** What stands for the caller's key; where the key is free, what is made anew. */
  CompletableFuture<Map<String, Object>> replayOr(
      Caller caller, Supplier<CompletableFuture<Map<String, Object>>> anew) {
    return replay(caller)
        .thenCompose(known -> known.map(CompletableFuture::completedFuture).orElseGet(anew));
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
        .thenCombine(tools.payment(caller.tenant(), claim.paymentId()), Standing::new)
        .thenCompose(standing -> answer(standing, claim))
        .thenApply(Replays::marked);
  }

  private record Standing(Optional<String> saved, Payment payment) {}

  private CompletableFuture<Map<String, Object>> answer(Standing standing, Claim claim) {
    Payment payment = standing.payment();
    return standing
        .saved()
        .map(text -> CompletableFuture.completedFuture(tools.answers().read(text)))
        .orElseGet(() -> standing(payment, claim))
        .thenApply(answer -> claim.subject().equals(payment.id()) ? told(payment, answer) : answer);
  }

  /**
   * Nobody is told "yes" for what is being taken back, whatever was said before. Nor is anybody
   * told to come again with a key that stays taken: a payment that failed under its own claim was
   * found to have never happened, which is final.
   */
  private static Map<String, Object> told(Payment payment, Map<String, Object> answer) {
    if ("failed".equals(answer.get("outcome"))) {
      return Answers.told(answer, "declined", "never_happened", "91");
    }
    return payment.reversalRequested() && "approved".equals(answer.get("outcome"))
        ? Answers.told(answer, "declined", "reversed", "91")
        : answer;
  }

  private CompletableFuture<Map<String, Object>> standing(Payment payment, Claim claim) {
    return claim.subject().equals(payment.id())
        ? CompletableFuture.completedFuture(tools.answers().settled(payment))
        : tools
            .journal()
            .history(payment.id())
            .thenApply(entries -> tools.answers().refund(claim, entries));
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
