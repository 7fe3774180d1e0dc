package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.HashedWheelTimer;
import io.serai.payment.Currency;
import io.serai.payment.LateAnswer;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.BypassRule;
import io.serai.provider.Definitions;
import io.serai.provider.OutcomeRow;
import io.serai.provider.OutcomeTable;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One send: not after its time, unknown after the time-out, and what is answered later is told. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class TimedAttemptsTest {

  private final HashedWheelTimer timer = new HashedWheelTimer();
  private final List<ProviderCall> sent = new ArrayList<>();
  private final List<SendBy> limits = new ArrayList<>();
  private final List<Object> events = new ArrayList<>();
  private final CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();

  @AfterEach
  void stop() {
    timer.stop();
  }

  @Test
  void nothingIsHandedToASocketAfterSendBy() {
    var attempts = attempts();
    assertThat(attempts.send(provider(), call(), within(-1)).join())
        .isEqualTo(new Outcome.NotSent("too_late_to_send"));
    assertThat(sent).isEmpty();
    var unused = attempts.send(provider(), call(), within(60_000));
    assertThat(sent).hasSize(1);
  }

  @Test
  void nothingIsHandedToASocketAfterTheTimeOutEither() {
    var unused = attempts().send(provider(), call(), within(60_000));
    assertThat(limits)
        .singleElement()
        .satisfies(limit -> assertThat(limit.left()).isLessThan(Duration.ofSeconds(1)));
    var unusedToo = attempts().send(provider(), call(), within(10));
    assertThat(limits.get(1).left()).isLessThan(Duration.ofMillis(10));
  }

  @Test
  void anAnswerAfterTheTimeOutIsPublishedAndChangesNothing() {
    var attempts = attempts();
    var outcome = attempts.send(provider(), call(), within(60_000));
    assertThat(outcome.join()).isEqualTo(new Outcome.Unknown("timeout"));
    answer.complete(Map.of("code", "ok", "provider_reference", "r1"));
    assertThat(events)
        .containsExactly(
            new LateAnswer(
                "pay_1", 1, Operation.CHARGE, "gateway-a", 1000, new Outcome.Approved("r1", null)));
    assertThat(outcome.join().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
  }

  @Test
  void aFailureAfterTheTimeOutIsNoAnswer() {
    var attempts = attempts();
    var unused = attempts.send(provider(), call(), within(60_000)).join();
    answer.completeExceptionally(new IllegalStateException("closed"));
    assertThat(events).isEmpty();
  }

  private static SendBy within(long millis) {
    return SendBy.within(Duration.ofMillis(millis), Clock.systemUTC());
  }

  private TimedAttempts attempts() {
    return new TimedAttempts(timer, OwnProviders.ALL, events::add);
  }

  private Provider provider() {
    var definition =
        Definitions.of(
            "gateway-a",
            Map.of(),
            Set.of(Operation.CHARGE),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            ZoneOffset.UTC,
            BypassRule.DEFAULT,
            true,
            List.of());
    var table =
        new OutcomeTable(
            List.of(new OutcomeRow(Map.of("code", "ok"), OutcomeRow.Verdict.APPROVED)));
    return new Provider(
        definition,
        (call, sendBy) -> {
          sent.add(call);
          limits.add(sendBy);
          return answer;
        },
        table);
  }

  private static ProviderCall call() {
    return new ProviderCall(
        Operation.CHARGE,
        "pay_1",
        "pay_1.1",
        null,
        null,
        new Money(1000, Currency.of("JPY")),
        "",
        Map.of("type", "card"),
        null,
        null,
        1,
        false);
  }
}
