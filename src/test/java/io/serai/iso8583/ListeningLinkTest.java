package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may connect to a listening link, how much is taken from it, and what is asked over it. */
@Timeout(120)
class ListeningLinkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

  private final EntryDouble.Set later =
      (entry, exchange, done) ->
          waiting.add(
              () -> {
                Samples.answer(exchange, Samples.approved(exchange));
                done.run();
              });

  @Test
  void onlyAllowedSourcesMayConnect() {
    try (TerminalsDouble hub = listening("allowed_sources: [10.0.0.0/8, 192.0.2.1]");
        RawTerminal terminal = new RawTerminal(hub.port)) {
      assertThat(terminal.isClosedByHub()).isTrue();
    }
    try (TerminalsDouble hub = listening("allowed_sources: 127.0.0.0/8");
        RawTerminal terminal = new RawTerminal(hub.port)) {
      terminal.sendFrame("08200020000000000000" + "000079");
      assertThat(terminal.receive()).startsWith("0830");
    }
  }

  @Test
  void noMoreConnectionsThanTheLinkSays() {
    try (TerminalsDouble hub = listening("connections: 2");
        RawTerminal first = new RawTerminal(hub.port);
        RawTerminal second = new RawTerminal(hub.port)) {
      await().atMost(PATIENCE).until(() -> hub.connections() == 2);
      try (RawTerminal third = new RawTerminal(hub.port)) {
        assertThat(third.isClosedByHub()).isTrue();
      }
      second.reset();
      await().atMost(PATIENCE).until(() -> hub.connections() == 1);
      try (RawTerminal third = new RawTerminal(hub.port)) {
        third.sendFrame("08200020000000000000" + "000079");
        assertThat(third.receive()).startsWith("0830");
      }
      first.sendFrame("08200020000000000000" + "000079");
      assertThat(first.receive()).startsWith("0830");
    }
  }

  @Test
  void noMoreIsTakenThanMayBeUnderWayAndTheRestFollowsByItself() {
    try (TerminalsDouble hub = listening("under_way: 10");
        IsoClient terminal = hub.client()) {
      List<CompletableFuture<IsoMessage>> answers = new ArrayList<>();
      for (int stan = 1; stan <= 100; stan++) {
        answers.add(terminal.send(Samples.request("0100", stan).build()));
      }
      int done = 0;
      while (done < 100) {
        int from = done;
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> waiting.size() > from);
        assertThat(waiting.size() - done).isLessThanOrEqualTo(10);
        waiting.get(done++).run();
      }
      for (CompletableFuture<IsoMessage> answer : answers) {
        assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join().field(39)).isEqualTo("00");
      }
    }
  }

  @Test
  void aPeerThatSignedOnToUsIsAskedOverItsOwnConnection() {
    EntryDouble.Set network =
        (entry, exchange, done) -> {
          Samples.answer(exchange, "00");
          done.run();
        };
    EntryDouble.Set issuer =
        (entry, exchange, done) -> {
          Samples.answer(exchange, Samples.approved(exchange));
          done.run();
        };
    try (TerminalsDouble hub = new TerminalsDouble(network, link("sign_on: true"))) {
      hub.terminals.startSending();
      try (RawTerminal silent = new RawTerminal(hub.port)) {
        await().atMost(PATIENCE).until(() -> hub.connections() == 1);
        assertThat(sent(hub)).isCompletedExceptionally();
        silent.sendFrame("08200020000000000000" + "000079");
        assertThat(silent.receive()).startsWith("0830");
        assertThat(sent(hub)).isCompletedExceptionally();
      }
      // The peer is a hub that dials this one.
      try (DialedLink peer = new DialedLink(hub.port, "", issuer)) {
        await().atMost(PATIENCE).until(() -> peer.up() == 1);
        await()
            .atMost(PATIENCE)
            .until(() -> hub.terminals.connections().stream().anyMatch(LinkConnection::isUp));
        IsoMessage answer = sent(hub).orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(answer.mti()).isEqualTo("0110");
        assertThat(answer.field(39)).isEqualTo("00");
        assertThat(answer.field(11)).isEqualTo("000001");
      }
    }
  }

  private static CompletableFuture<IsoMessage> sent(TerminalsDouble hub) {
    try {
      return hub.terminals
          .send(new Outgoing(Samples.request("0100", 1).build(), false, null))
          .answer();
    } catch (NotSentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private TerminalsDouble listening(String more) {
    return new TerminalsDouble(later, link(more));
  }

  private static LinkConfig link(String more) {
    LinkConfig config =
        TestLinks.parse(
                "links: { terminals: { tenant: acme, address: \"127.0.0.1:0\", " + more + " } }")
            .get("terminals");
    if (config == null) {
      throw new IllegalStateException("no link");
    }
    return config;
  }
}
