package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.payment.CutOver;
import io.serai.payment.ExchangeKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sign-on, echo, sign-off, keys and cut-over on a dialed link, over real sockets (S4.1, S4.7). */
@Timeout(120)
class SessionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final NetworkHost.Rule SILENT = (from, request) -> {};

  @Test
  void aConnectionCountsAsUpOnceItsSignOnIsAccepted() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "connections: 2")) {
      await().atMost(PATIENCE).until(() -> hub.up() == 2);
      assertThat(host.signals("001")).isEqualTo(2);
      assertThat(host.most()).isEqualTo(2);
      assertThat(host.requests().get(0).mti()).isEqualTo("0800");
      assertThat(host.requests().get(0).field(7)).hasSize(10);
    }
  }

  @Test
  void aSignOnThatIsRefusedOrNotAnsweredEndsTheConnectionAndItIsDialedAgain() {
    try (NetworkHost host = NetworkHost.start()) {
      host.rule(
          (from, request) -> {
            if (host.accepted() < 3) {
              from.send(Answers.to(request, "05").build());
            } else if (host.accepted() > 4) {
              NetworkHost.APPROVE.receive(from, request);
            }
          });
      try (DialedLink hub = DialedLink.to(host, "session_timeout: 100ms")) {
        await().atMost(PATIENCE).until(() -> hub.up() == 1);
        assertThat(host.accepted()).isGreaterThan(4);
        // However often it was dialed: never two at once.
        assertThat(host.most()).isEqualTo(1);
      }
    }
  }

  @Test
  void aHostThatIsNotThereYetIsDialedUntilItIs() {
    NetworkHost gone = NetworkHost.start();
    int port = gone.port();
    gone.close();
    try (DialedLink hub = new DialedLink(port, "", (entry, exchange, done) -> done.run())) {
      assertThat(hub.up()).isZero();
      try (NetworkHost host = NetworkHost.start(port)) {
        await().atMost(PATIENCE).until(() -> hub.up() == 1);
        assertThat(host.accepted()).isEqualTo(1);
      }
    }
  }

  @Test
  void silenceIsBrokenByEchoTestsAndAHostThatDoesNotAnswerThemIsDialedAgain() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "echo: 100ms\nsession_timeout: 3s")) {
      await().atMost(PATIENCE).until(() -> host.signals("301") >= 3);
      assertThat(host.accepted()).isEqualTo(1);
      assertThat(hub.up()).isEqualTo(1);
      host.rule(SILENT);
      await().atMost(PATIENCE).until(() -> host.accepted() > 1);
      host.rule(NetworkHost.APPROVE);
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
    }
  }

  @Test
  void theHostsOwnRequestsComeInOverTheConnectionsThatWeDialed() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub =
            new DialedLink(
                host.port(),
                "connections: 2",
                (entry, exchange, done) -> {
                  Samples.answer(exchange, Samples.approved(exchange));
                  done.run();
                })) {
      await().atMost(PATIENCE).until(() -> hub.up() == 2);
      for (HostConnection connection : host.connections()) {
        for (int stan = 1; stan <= 50; stan++) {
          connection.send(Samples.request("0100", stan).build());
        }
      }
      await().atMost(PATIENCE).until(() -> host.answers().size() == 100);
      assertThat(host.answers().values())
          .allSatisfy(answer -> assertThat(answer.field(39)).isEqualTo("00"))
          .allSatisfy(answer -> assertThat(answer.mti()).isEqualTo("0110"));
    }
  }

  @Test
  void theHostsNetworkManagementIsAnsweredByTheLink() {
    List<String> keys = new CopyOnWriteArrayList<>();
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub =
            new DialedLink(
                host.port(),
                "",
                (entry, exchange, done) -> done.run(),
                (link, request) -> {
                  keys.add(link + " " + request.field(48));
                  return CompletableFuture.completedFuture("00");
                })) {
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      HostConnection from = host.connections().get(0);
      String[] codes = {"301", "201", "161", "555", "002"};
      for (int i = 0; i < codes.length; i++) {
        from.send(
            IsoMessage.of("0800")
                .set(7, Samples.TIME)
                .set(11, "%06d".formatted(i))
                .set(15, "1124")
                .set(48, "a key")
                .set(70, codes[i])
                .build());
      }
      await().atMost(PATIENCE).until(() -> host.answers().size() == codes.length);
      List<String> answered = new ArrayList<>();
      for (int i = 0; i < codes.length; i++) {
        IsoMessage answer = host.answers().get(from.number() + "/" + "%06d".formatted(i));
        answered.add(answer == null ? "-" : String.valueOf(answer.field(39)));
      }
      assertThat(answered).containsExactly("00", "00", "00", "12", "00");
      assertThat(keys).containsExactly("network a key");
      assertThat(hub.links.told(CutOver.class))
          .singleElement()
          .satisfies(
              cutOver -> {
                assertThat(cutOver.link()).isEqualTo("network");
                assertThat(cutOver.tenant()).isEqualTo("acme");
                assertThat(cutOver.settlementDate()).isEqualTo("1124");
              });
      // It has signed off: nothing is sent to it until it is signed on again.
      await().atMost(PATIENCE).until(() -> hub.up() == 0);
      from.send(
          IsoMessage.of("0800").set(7, Samples.TIME).set(11, "000099").set(70, "001").build());
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
    }
  }

  @Test
  void the1993EditionIsSpokenWhereTheLinkSaysSo() {
    try (NetworkHost host = NetworkHost.speaking("iso93ascii")) {
      host.rule((from, request) -> from.send(Answers.to(request, "800").build()));
      String more = "edition: \"1993\"\npackager: iso93ascii\necho: 100ms";
      try (DialedLink hub = DialedLink.to(host, more)) {
        await().atMost(PATIENCE).until(() -> hub.up() == 1 && host.signals("831") > 0);
        assertThat(host.signals("801")).isEqualTo(1);
        assertThat(host.requests().get(0).mti()).isEqualTo("1804");
        assertThat(host.requests().get(0).field(12)).hasSize(12);
      }
      assertThat(host.signals("802")).isEqualTo(1);
    }
  }

  @Test
  void requestsOf1993AreKnownByDe12AndNeedNoDe7() {
    Map<String, Map<?, ?>> asked = new ConcurrentHashMap<>();
    EntryDouble.Set set =
        (entry, exchange, done) -> {
          asked.put(
              exchange.getProperty(ExchangeKeys.KEY, String.class),
              exchange.getMessage().getBody(Map.class));
          Samples.answer(exchange, "91");
          done.run();
        };
    try (NetworkHost host = NetworkHost.speaking("iso93ascii")) {
      host.rule((from, request) -> from.send(Answers.to(request, "800").build()));
      String more = "edition: \"1993\"\npackager: iso93ascii";
      try (DialedLink hub = new DialedLink(host.port(), more, set)) {
        await().atMost(PATIENCE).until(() -> hub.up() == 1);
        HostConnection from = host.connections().get(0);
        from.send(of1993("1100", 1).build());
        from.send(of1993("1420", 2).set(56, "1100000001261123184500" + "06123456").build());
        from.send(of1993("1100", 3).set(12, null).set(7, Samples.TIME).build());
        await().atMost(PATIENCE).until(() -> host.answers().size() == 3);
        assertThat(code(host, from, 1)).isEqualTo("907");
        assertThat(code(host, from, 2)).isEqualTo("907");
        assertThat(code(host, from, 3)).isEqualTo("904");
        String original = "iso:network:123456:TERM0001:MERCHANT01:000001:261123184500:1";
        assertThat(asked).hasSize(2).containsKey(original);
        assertThat(asked.get(original)).isNotNull();
        assertThat(asked.values())
            .allSatisfy(body -> assertThat(body.get("transmitted_at")).isEqualTo(Samples.TIME));
        assertThat(asked.values()).anyMatch(body -> original.equals(body.get("original_key")));
      }
    }
  }

  private static IsoMessage.Builder of1993(String mti, int stan) {
    return Samples.request(mti, stan).set(7, null).set(12, "26" + Samples.TIME);
  }

  private static @Nullable String code(NetworkHost host, HostConnection from, int stan) {
    IsoMessage answer = host.answers().get(from.number() + "/" + "%06d".formatted(stan));
    return answer == null ? null : answer.field(39);
  }

  @Test
  void aStopAnswersWhatWasTakenRefusesTheRestSignsOffAndCloses() {
    List<Runnable> waiting = new CopyOnWriteArrayList<>();
    try (NetworkHost host = NetworkHost.start()) {
      DialedLink hub =
          new DialedLink(
              host.port(),
              "",
              (entry, exchange, done) ->
                  waiting.add(
                      () -> {
                        Samples.answer(exchange, Samples.approved(exchange));
                        done.run();
                      }));
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      HostConnection from = host.connections().get(0);
      for (int stan = 1; stan <= 50; stan++) {
        from.send(Samples.request("0100", stan).build());
      }
      await().atMost(PATIENCE).until(() -> waiting.size() == 50);
      hub.links.links.stopReading();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(hub::close);
      from.send(Samples.request("0100", 51).build());
      await().atMost(PATIENCE).until(() -> host.answers().size() == 1);
      assertThat(host.answers().values())
          .singleElement()
          .satisfies(refused -> assertThat(refused.field(39)).isEqualTo("91"));
      assertThat(host.signals("002")).isZero();
      waiting.forEach(Runnable::run);
      await().atMost(PATIENCE).until(() -> stopped.isDone() && host.connections().isEmpty());
      assertThat(host.answers()).hasSize(51);
      assertThat(host.answers().values().stream().filter(a -> "00".equals(a.field(39))))
          .hasSize(50);
      assertThat(host.signals("002")).isEqualTo(1);
      assertThat(host.accepted()).isEqualTo(1);
    }
  }
}
