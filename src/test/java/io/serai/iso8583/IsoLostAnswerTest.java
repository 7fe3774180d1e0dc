package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.serai.payment.AnswerLost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Approvals that nobody heard of are announced, each once, and nothing else is. */
@Timeout(60)
class IsoLostAnswerTest {

  private final List<Runnable> waiting = Collections.synchronizedList(new ArrayList<>());

  @Test
  void approvalsDecidedAfterTheConnectionIsGoneAreAnnouncedEachOnce() {
    try (TerminalsDouble hub = new TerminalsDouble(later(Map.of()))) {
      leaveAfterSending(hub, 20);
      waiting.forEach(Runnable::run);
      assertThat(hub.lost()).hasSize(20).doesNotHaveDuplicates();
      assertThat(hub.lost()).extracting(AnswerLost::link).containsOnly("terminals");
      assertThat(hub.lost().get(0).paymentId()).startsWith("pay_");
    }
  }

  @Test
  void anApprovalThatWasWrittenIsNotLostWhenTheConnectionClosesAfterwards() {
    try (TerminalsDouble hub = new TerminalsDouble(later(Map.of()))) {
      try (IsoClient terminal = hub.client()) {
        var first = terminal.send(Samples.request("0100", 1).build());
        var unused = terminal.send(Samples.request("0100", 2).build());
        await().until(() -> waiting.size() == 2);
        waiting.get(0).run();
        first.orTimeout(20, TimeUnit.SECONDS).join();
      }
      untilTheHubSawIt(hub);
      waiting.get(1).run();
      assertThat(hub.lost()).hasSize(1);
    }
  }

  @Test
  void onlyFirstApprovalsCount() {
    for (Map<String, Object> result :
        List.<Map<String, Object>>of(
            Map.of("outcome", "declined"),
            Map.of("outcome", "unknown"),
            Map.of("outcome", "pending"),
            Map.of("replay", true))) {
      waiting.clear();
      try (TerminalsDouble hub = new TerminalsDouble(later(result))) {
        leaveAfterSending(hub, 1);
        waiting.forEach(Runnable::run);
        assertThat(hub.lost()).isEmpty();
      }
    }
  }

  @Test
  void aLinkMayTellThatLostAnswersStand() {
    LinkConfig shipped = TerminalsDouble.shipped();
    LinkConfig config =
        new LinkConfig(
            shipped.name(),
            shipped.tenant(),
            shipped.peer(),
            shipped.format(),
            shipped.session(),
            shipped.requests(),
            false,
            shipped.lateWindow());
    try (TerminalsDouble hub = new TerminalsDouble(later(Map.of()), config)) {
      leaveAfterSending(hub, 1);
      waiting.forEach(Runnable::run);
      assertThat(hub.lost()).isEmpty();
    }
  }

  @Test
  void anApprovalWhoseRouteFailsAfterwardsIsAnnouncedToo() {
    try (TerminalsDouble hub =
            new TerminalsDouble(
                (entry, exchange, done) -> {
                  Samples.answer(exchange, Samples.approved(exchange));
                  exchange.setException(new IllegalStateException("a step after payment:"));
                  done.run();
                });
        IsoClient terminal = hub.client()) {
      var answer = terminal.send(Samples.request("0100", 1).build());
      assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join().field(39)).isEqualTo("96");
      assertThat(hub.lost()).hasSize(1);
    }
  }

  @Test
  void aStoppingHubClosesAConnectionBehindItsLastAnswer() {
    Link link = TestLinks.closed(TerminalsDouble.shipped());
    EmbeddedChannel channel = new EmbeddedChannel();
    LinkConnection connection = new LinkConnection(link, channel);
    channel.pipeline().addLast(new IsoEncoder(connection), new IsoDecoder(connection));
    connection.intake().begun();
    link.stopReading();
    Farewell.begin(connection);
    assertThat(channel.isOpen()).isTrue();
    channel.writeOutbound(Samples.request("0110", 1).build());
    assertThat(channel.<ByteBuf>readOutbound()).satisfies(ByteBuf::release);
    assertThat(channel.isOpen()).isFalse();
  }

  private EntryDouble.Set later(Map<String, Object> instead) {
    return (entry, exchange, done) ->
        waiting.add(
            () -> {
              Samples.answer(exchange, result(exchange, instead));
              done.run();
            });
  }

  private static Map<String, Object> result(Exchange exchange, Map<String, Object> instead) {
    Map<String, Object> result = new HashMap<>(Samples.approved(exchange));
    result.putAll(instead);
    return result;
  }

  private void leaveAfterSending(TerminalsDouble hub, int requests) {
    try (IsoClient terminal = hub.client()) {
      for (int stan = 1; stan <= requests; stan++) {
        var unused = terminal.send(Samples.request("0100", stan).build());
      }
      await().until(() -> waiting.size() == requests);
    }
    untilTheHubSawIt(hub);
  }

  private static void untilTheHubSawIt(TerminalsDouble hub) {
    await().until(() -> hub.connections() == 0);
  }
}
