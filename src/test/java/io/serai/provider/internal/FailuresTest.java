package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.iso8583.AnswerTimeoutException;
import io.serai.iso8583.ConnectionLostException;
import io.serai.iso8583.NotSentException;
import io.serai.payment.Outcome;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What a link's failures mean for an attempt. */
class FailuresTest {

  @Test
  void whatNeverReachedTheSocketWasNotSent() {
    assertThat(Failures.classify(new NotSentException.LinkDown("van")))
        .isEqualTo(new Outcome.NotSent("link_down"));
    assertThat(Failures.classify(new NotSentException.LinkBusy("van")))
        .isEqualTo(new Outcome.NotSent("link_busy"));
    assertThat(Failures.classify(new NotSentException.DuplicateTrace("van")))
        .isEqualTo(new Outcome.NotSent("duplicate_trace"));
    assertThat(
            Failures.classify(
                new IllegalStateException("wrapped", new NotSentException.NoTraceNumber("van"))))
        .isEqualTo(new Outcome.NotSent("no_trace_number"));
  }

  @Test
  void aPoolThatHasNoConnectionToGiveSentNothingButAMappingMayHave() {
    var ofThePool = new NoSuchElementException("Unable to validate object");
    ofThePool.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "org.apache.commons.pool2.impl.GenericObjectPool", "borrowObject", null, -1)
        });
    assertThat(Failures.classify(new IllegalStateException("wrapped", ofThePool)))
        .isEqualTo(new Outcome.NotSent("no_such_element"));
    assertThat(Failures.classify(new NoSuchElementException("no such field")))
        .isEqualTo(new Outcome.Unknown("no_such_element"));
  }

  @Test
  void everythingElseIsUnknown() {
    assertThat(Failures.classify(new ConnectionLostException("van")))
        .isEqualTo(new Outcome.Unknown("connection_lost"));
    assertThat(Failures.classify(new AnswerTimeoutException("van")))
        .isEqualTo(new Outcome.Unknown("answer_timeout"));
  }
}
