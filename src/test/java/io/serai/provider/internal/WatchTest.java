package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.Outcome;
import io.serai.provider.BypassRule;
import io.serai.provider.OperatorOverride;
import io.serai.provider.OperatorOverride.Mode;
import io.serai.provider.ProviderHealth.State;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one process decides by itself about a provider (S3.8), on a clock of the test's own. */
class WatchTest {

  private static final BypassRule RULE =
      new BypassRule(3, Duration.ofSeconds(60), Duration.ofSeconds(15));
  private static final Outcome SILENCE = new Outcome.Unknown("timeout");

  private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());
  private final Watch watch = new Watch("gateway-a", nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void end(Outcome outcome) {
    var unused = watch.ended("pay_1.1", outcome, watch.standing().openings());
  }

  private boolean refuses() {
    return watch.refuses("pay_2.1", RULE);
  }

  private static Standing standing(State state, Mode mode, int openings) {
    return new Standing(state, mode, openings, false, 0);
  }

  @Test
  void asManyErrorsAsTheRuleSaysLeaveItOutAtOnceUntilTheyAreTooOld() {
    end(SILENCE);
    end(new Outcome.NotSent("connect"));
    assertThat(refuses()).isFalse();
    pass(Duration.ofSeconds(30));
    end(SILENCE);
    assertThat(refuses()).isTrue();
    pass(Duration.ofSeconds(29));
    assertThat(refuses()).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(refuses()).isFalse();
  }

  @Test
  void answersNeverCountAndNeitherDoesOurOwnDelay() {
    for (int i = 0; i < 20; i++) {
      end(new Outcome.Declined("51", false));
      end(new Outcome.Declined("91", true));
      end(new Outcome.Approved(null, null));
      end(new Outcome.Pending("3ds", null));
      end(new Outcome.NotSent(TimedAttempts.TOO_LATE));
    }
    assertThat(refuses()).isFalse();
  }

  @Test
  void whatWasSentWhileItWasLeftOutSaysNothingAboutItsReturn() {
    watch.update(standing(State.OPEN, Mode.AUTO, 1));
    int meanwhile = watch.standing().openingOfWhatIsSent();
    watch.update(standing(State.CLOSED, Mode.AUTO, 1));
    for (int i = 0; i < 5; i++) {
      assertThat(watch.ended("pay_1.1", SILENCE, meanwhile)).isFalse();
    }
    assertThat(refuses()).isFalse();
    assertThat(watch.standing().openingOfWhatIsSent()).isEqualTo(1);
  }

  @Test
  void whatWasSentBeforeItWasLeftOutSaysNothingAboutItsReturn() {
    int before = watch.standing().openings();
    watch.update(standing(State.OPEN, Mode.AUTO, 1));
    assertThat(refuses()).isTrue();
    watch.update(standing(State.CLOSED, Mode.AUTO, 1));
    for (int i = 0; i < 5; i++) {
      assertThat(watch.ended("pay_1.1", SILENCE, before)).isFalse();
    }
    assertThat(refuses()).isFalse();
    end(SILENCE);
    assertThat(watch.lastError()).isEqualTo("timeout");
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void anOperatorsWordIsStrongerThanTheErrors(State state) {
    watch.update(standing(state, Mode.IN, 0));
    end(SILENCE);
    end(SILENCE);
    end(SILENCE);
    assertThat(refuses()).isFalse();
    watch.update(standing(state, Mode.OUT, 0));
    assertThat(refuses()).isTrue();
    watch.update(standing(state, OperatorOverride.Mode.AUTO, 0));
    assertThat(refuses()).isTrue();
  }

  @Test
  void onePaymentAloneIsTheProbe() {
    watch.update(standing(State.PROBING, Mode.AUTO, 1));
    assertThat(watch.askedLately()).isFalse();
    assertThat(refuses()).isTrue();
    assertThat(watch.askedLately()).isTrue();

    watch.offer(Duration.ofSeconds(10));
    assertThat(watch.refuses("pay_3.1", RULE)).isFalse();
    assertThat(watch.refuses("pay_3.1", RULE)).as("asks again after a stale commit").isFalse();
    assertThat(refuses()).isTrue();
    assertThat(watch.probed()).isNull();

    assertThat(watch.ended("pay_3.1", new Outcome.Declined("51", false), 1)).isFalse();
    assertThat(watch.probed()).isEqualTo(new Watch.Probed(true, "declined 51"));
    assertThat(watch.probed()).isNull();
    assertThat(watch.refuses("pay_3.1", RULE)).isTrue();
  }

  @Test
  void aProbeThatNobodyTakesInTimeIsNoneAnyMoreAndAFailedOneSaysSo() {
    watch.update(standing(State.PROBING, Mode.AUTO, 1));
    watch.offer(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(11));
    assertThat(refuses()).isTrue();

    watch.offer(Duration.ofSeconds(10));
    assertThat(refuses()).isFalse();
    assertThat(watch.ended("pay_2.1", SILENCE, 1)).isTrue();
    assertThat(watch.probed()).isEqualTo(new Watch.Probed(false, "unknown timeout"));
  }
}
