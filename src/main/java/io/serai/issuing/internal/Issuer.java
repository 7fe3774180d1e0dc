package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.payment.Ids;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Turns what a network asks into a step over an account, and its decision into a result. */
final class Issuer {

  private final CardRequests requests;
  private final Supplier<CardAccounts> accounts;
  private final CardPrograms programs;
  private final Supplier<Completing> completing;
  private final Function<CardRequest, CompletableFuture<Optional<String>>> holds;
  private final ApprovalCodes codes;
  private final Ids ids;

  /**
   * An issuer; its parts are asked for at the first request.
   *
   * @param holds finds the hold that a completion is about
   */
  Issuer(
      CardRequests requests,
      Supplier<CardAccounts> accounts,
      CardPrograms programs,
      Supplier<Completing> completing,
      Function<CardRequest, CompletableFuture<Optional<String>>> holds,
      ApprovalCodes codes,
      Ids ids) {
    this.requests = requests;
    this.accounts = accounts;
    this.programs = programs;
    this.completing = completing;
    this.holds = holds;
    this.codes = codes;
    this.ids = ids;
  }

  /** Decides what an exchange asks. */
  CompletableFuture<Map<String, Object>> decide(IssuingStep step, Exchange exchange) {
    CardRequest request = requests.of(step, exchange);
    CardProgram program =
        programs.ofNumber(request.origin().routeSet(), requests.beginning(exchange)).orElse(null);
    boolean declinedElsewhere = requests.wasDeclinedElsewhere(exchange);
    if (requests.isCredit(request, exchange)) {
      return accounts.get().commit(credit(request, program)).thenApply(t -> Results.of(request, t));
    }
    CompletableFuture<CardAccounts.Done> done =
        request.kind() == CardRequest.Kind.COMPLETION
            ? holds
                .apply(request)
                .thenCompose(hold -> commit(request, hold.orElse(null), program, declinedElsewhere))
            : commit(request, holdRef(request), program, declinedElsewhere);
    return done.thenApply(told -> Results.of(request, told));
  }

  private AccountWork credit(CardRequest request, @Nullable CardProgram program) {
    return new AccountWork(
        new AccountWork.ByToken(request.token()),
        request.key(),
        request.fingerprint(),
        null,
        request.origin(),
        request.answerBy(),
        new Credit(request, codes.next()),
        null,
        atOnce(request, program));
  }

  private CompletableFuture<CardAccounts.Done> commit(
      CardRequest request,
      @Nullable String holdRef,
      @Nullable CardProgram program,
      boolean declinedElsewhere) {
    return accounts.get().commit(work(request, holdRef, program, declinedElsewhere));
  }

  private AccountWork work(
      CardRequest request,
      @Nullable String holdRef,
      @Nullable CardProgram program,
      boolean declinedElsewhere) {
    // One of step and stand-in is done, never both.
    NewHold fresh = new NewHold(ids.next("hld_"), codes.next());
    return new AccountWork(
        new AccountWork.ByToken(request.token()),
        request.key(),
        request.fingerprint(),
        holdRef,
        request.origin(),
        request.answerBy(),
        step(request, fresh, declinedElsewhere),
        standIn(request, program, fresh),
        atOnce(request, program));
  }

  private AccountStep step(CardRequest request, NewHold fresh, boolean declinedElsewhere) {
    if (Inquire.is(request)) {
      return new Inquire(request, programs);
    }
    return switch (request.kind()) {
      case AUTHORIZATION -> new Authorize(request, programs, fresh);
      case PURCHASE -> completing.get().purchase(request);
      case ADVICE -> new Advise(request, programs, fresh, declinedElsewhere);
      case COMPLETION -> completing.get().completion(request);
      case REVERSAL -> new Reverse(request, programs);
    };
  }

  /**
   * A purchase is booked with its answer, so it is not stood in for. Nor is what could only be told
   * no: it would go ahead of those that can still be decided, and take their time for nothing.
   */
  private @Nullable AccountStep standIn(
      CardRequest request, @Nullable CardProgram program, NewHold fresh) {
    return request.kind() == CardRequest.Kind.AUTHORIZATION
            && StandIn.mayApprove(program)
            && !Inquire.is(request)
        ? new StandIn(request, programs, fresh, program)
        : null;
  }

  private static AccountWork.@Nullable AtOnce atOnce(
      CardRequest request, @Nullable CardProgram program) {
    return switch (request.kind()) {
      case AUTHORIZATION, PURCHASE -> {
        var decision = ByRule.declined(program);
        yield new AccountWork.AtOnce(decision, new DeclinedAtOnce(request, decision));
      }
      case ADVICE, COMPLETION, REVERSAL -> null;
    };
  }

  private static @Nullable String holdRef(CardRequest request) {
    return switch (request.kind()) {
      case AUTHORIZATION, PURCHASE -> request.wishes().incremental() ? request.originalKey() : null;
      case ADVICE, COMPLETION, REVERSAL -> request.originalKey();
    };
  }
}
