package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.AlarmRaised;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.BypassRule;
import io.serai.provider.Definitions;
import io.serai.provider.OperatorOverride.Mode;
import io.serai.provider.OutcomeTable;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderHealth.State;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is sent to a provider that is left out, and what its answers are looked at for. */
class WatchedAttemptsTest {

  private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());
  private final List<Object> alarms = new ArrayList<>();
  private final Watches watches = new Watches(nanos::get);
  private Outcome answer = new Outcome.Approved(null, null);
  private final WatchedAttempts attempts =
      new WatchedAttempts(
          (provider, call, sendBy) -> CompletableFuture.completedFuture(answer),
          watches,
          new UnlistedAnswers(alarms::add, nanos::get));
  private final Provider provider =
      new Provider(
          Definitions.of(
              "gateway-a",
              Map.of(),
              Set.of(Operation.CHARGE),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              ZoneOffset.UTC,
              BypassRule.DEFAULT,
              true,
              List.of()),
          (call, sendBy) -> new CompletableFuture<>(),
          new OutcomeTable(List.of()));

  private Outcome send(Operation operation) {
    var call =
        new ProviderCall(
            operation,
            "pay_1",
            "pay_1.1",
            null,
            null,
            new Money(1000, Currency.of("JPY")),
            "",
            Map.of(),
            null,
            null,
            1,
            false);
    return attempts
        .send(provider, call, SendBy.within(Duration.ofMinutes(1), Clock.systemUTC()))
        .join();
  }

  private void stands(State state, Mode mode) {
    watches.of("gateway-a").update(new Standing(state, mode, 1, false, 0));
  }

  @Test
  void reversalsAndInquiriesGoOnUnlessAnOperatorForcedItOut() {
    stands(State.OPEN, Mode.AUTO);
    assertThat(attempts.bypasses(provider, "pay_1.1")).isTrue();
    assertThat(send(Operation.REVERSAL)).isEqualTo(answer);
    assertThat(send(Operation.INQUIRY)).isEqualTo(answer);

    stands(State.CLOSED, Mode.OUT);
    assertThat(attempts.bypasses(provider, "pay_1.1")).isTrue();
    for (Operation operation : Operation.values()) {
      assertThat(send(operation)).isEqualTo(new Outcome.NotSent("forced_out"));
    }
    stands(State.CLOSED, Mode.AUTO);
    assertThat(attempts.bypasses(provider, "pay_1.1")).as("being forced out is no error").isFalse();
  }

  @Test
  void theTenthErrorLeavesItOut() {
    answer = new Outcome.Unknown("timeout");
    for (int i = 0; i < 9; i++) {
      assertThat(send(Operation.CHARGE)).isEqualTo(answer);
    }
    assertThat(attempts.bypasses(provider, "pay_1.1")).isFalse();
    send(Operation.REVERSAL);
    assertThat(attempts.bypasses(provider, "pay_1.1")).isTrue();
  }

  @Test
  void anUnlistedAnswerIsToldOncePerHourAndCode() {
    answer = new OutcomeTable(List.of()).classify(Operation.CHARGE, Map.of("code", "maintenance"));
    send(Operation.CHARGE);
    send(Operation.CHARGE);
    assertThat(alarms)
        .singleElement()
        .isInstanceOfSatisfying(
            AlarmRaised.class,
            alarm -> {
              assertThat(alarm.kind()).isEqualTo("unlisted_answer");
              assertThat(alarm.subject()).isEqualTo("gateway-a maintenance");
              assertThat(alarm.text()).startsWith("gateway-a answered 'maintenance'");
            });
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    send(Operation.CHARGE);
    assertThat(alarms).hasSize(2);

    answer = new Outcome.Unknown("timeout");
    send(Operation.CHARGE);
    assertThat(alarms).hasSize(2);
  }

  @Test
  void aProviderThatMakesUpCodesDoesNotFillTheAlarms() {
    for (int i = 0; i < 1000; i++) {
      answer = new OutcomeTable(List.of()).classify(Operation.CHARGE, Map.of("code", "c" + i));
      send(Operation.CHARGE);
    }
    assertThat(alarms).hasSize(200);
  }
}
