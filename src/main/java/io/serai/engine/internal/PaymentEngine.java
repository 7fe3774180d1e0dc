package io.serai.engine.internal;

import io.serai.engine.RecurringDesk;
import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.Choice;
import io.serai.provider.Draw;
import io.serai.provider.Provider;
import io.serai.provider.ProviderDirectory;
import io.serai.provider.ProviderSet;
import io.serai.receipt.ReceiptRequest;
import io.serai.receipt.Receipts;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** What stands behind {@code payment:}; everything is asynchronous and nothing holds a thread. */
final class PaymentEngine {

  private final Tools tools;
  private final Placing placing;
  private final Refunding refunding;
  private final Reversing reversing;
  private final Cancelling cancelling;
  private final Asking asking;
  private final Receipts receipts;
  private final RecurringDesk recurring;
  private final ProviderDirectory known;
  private final AtomicInteger underWay = new AtomicInteger();

  PaymentEngine(
      Tools tools,
      Placing placing,
      Refunding refunding,
      Reversing reversing,
      Cancelling cancelling,
      Asking asking,
      Receipts receipts,
      RecurringDesk recurring,
      ProviderDirectory known) {
    this.tools = tools;
    this.placing = placing;
    this.refunding = refunding;
    this.reversing = reversing;
    this.cancelling = cancelling;
    this.asking = asking;
    this.receipts = receipts;
    this.recurring = recurring;
    this.known = known;
  }

  /** Who asks by an exchange. */
  Caller caller(Exchange exchange) {
    return Caller.of(exchange, tools.journal()::keyed);
  }

  /** Payments that have begun and not been answered, and approvals that are being taken back. */
  int underWay() {
    return underWay.get();
  }

  /**
   * Does one step of a route.
   *
   * @param step what the route asks for
   * @param caller who asks
   * @param body the neutral request
   * @param providers the providers of the route's set
   */
  CompletableFuture<Map<String, Object>> execute(
      PaymentStep step, Caller caller, Object body, ProviderSet providers) {
    return counted(() -> start(step, caller, Fields.of(body), providers));
  }

  /**
   * Takes back an approval that nobody heard of; tried until it is written, since nobody else would
   * ask for it again.
   */
  CompletableFuture<Boolean> takeBack(String paymentId) {
    return counted(() -> reversing.takeBack(paymentId));
  }

  /** Does something about refunds for the hub itself; it counts as under way. */
  CompletableFuture<Map<String, Object>> refund(
      Function<Refunding, CompletableFuture<Map<String, Object>>> work) {
    return counted(() -> work.apply(refunding));
  }

  private <T> CompletableFuture<T> counted(Supplier<CompletableFuture<T>> work) {
    underWay.incrementAndGet();
    CompletableFuture<T> answer;
    try {
      answer = work.get();
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.whenComplete((what, failure) -> underWay.decrementAndGet());
  }

  private CompletableFuture<Map<String, Object>> start(
      PaymentStep step, Caller caller, Fields fields, ProviderSet providers) {
    return switch (step.kind()) {
      case AUTHORIZE -> place(step, Operation.AUTHORIZE, caller, fields, providers);
      case CHARGE -> place(step, Operation.CHARGE, caller, fields, providers);
      // It goes to who charged, whom this set may not know any more.
      case REFUND -> refunding.refund(caller, fields, providers.and(known.active()));
      case REVERSAL -> reversing.reverse(caller, fields);
      case CANCEL -> cancelling.cancel(caller, fields, providers.and(known.active()));
      case CONFIRM -> asking.confirm(caller, fields);
      case STATUS -> asking.status(caller, fields);
      case HISTORY -> asking.history(caller, fields);
      case VERIFY -> verify(step, caller, fields, providers);
      case RECEIPT -> receipts.standing(caller.tenant(), fields.requiredText("receipt"));
      case CUSTOMER -> recurring.create(Operation.CUSTOMER, asked(step, caller, fields), providers);
      case PRODUCT -> recurring.create(Operation.PRODUCT, asked(step, caller, fields), providers);
      case PLAN -> recurring.create(Operation.PLAN, asked(step, caller, fields), providers);
      case SUBSCRIBE ->
          recurring.create(Operation.SUBSCRIBE, asked(step, caller, fields), providers);
      case UNSUBSCRIBE ->
          recurring.change(Operation.UNSUBSCRIBE, asked(step, caller, fields), known.active());
      case CHANGE_PLAN ->
          recurring.change(Operation.CHANGE_PLAN, asked(step, caller, fields), known.active());
      case SUBSCRIPTION -> recurring.standing(caller.tenant(), fields.all());
      case PROVIDERS -> CompletableFuture.completedFuture(Matrix.of(known.active()));
    };
  }

  private CompletableFuture<Map<String, Object>> verify(
      PaymentStep step, Caller caller, Fields fields, ProviderSet providers) {
    Provider store = able(providers.get(step.providers().get(0)), Operation.VERIFY);
    var request =
        new ReceiptRequest(
            caller.tenant(),
            caller.requireKey(),
            caller.fingerprint(),
            fields.all(),
            caller.routeId(),
            caller.routeSet(),
            caller.trace());
    return receipts.verify(request, store, tools.sendBy(store));
  }

  private static RecurringDesk.Request asked(PaymentStep step, Caller caller, Fields fields) {
    return new RecurringDesk.Request(
        caller.tenant(),
        caller.requireKey(),
        caller.fingerprint(),
        caller.trace(),
        fields.all(),
        step.providers());
  }

  private static Provider able(Provider candidate, Operation operation) {
    if (!candidate.definition().can(operation)) {
      throw new SeraiException(
          ErrorCode.OPERATION_NOT_SUPPORTED, candidate.name() + " cannot " + operation.word());
    }
    return candidate;
  }

  private CompletableFuture<Map<String, Object>> place(
      PaymentStep step, Operation operation, Caller caller, Fields fields, ProviderSet providers) {
    Choice choice;
    try {
      choice =
          step.selection()
              .choose(
                  Wanted.of(fields.text("provider"), step, operation, providers),
                  fields.sale(providers.bins()),
                  tools.volumes(),
                  Draw.from(caller.tenant() + "/" + caller.key()));
    } catch (SeraiException e) {
      return placing.refuse(caller, e);
    }
    var plan =
        new Plan(
            operation, choice, step.reverseUnknown(), fields.card(), fields.pin(), fields.passed());
    return placing.place(caller, plan, fields);
  }
}
