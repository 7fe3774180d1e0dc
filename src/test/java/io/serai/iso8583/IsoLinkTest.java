package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shipped terminals' entry over real sockets (S4.2 to S4.10). */
@Timeout(60)
class IsoLinkTest {

  @Test
  void anApprovalComesBackWithWhatMustComeBackAndNothingElse() {
    try (TerminalsDouble hub =
            new TerminalsDouble(
                (entry, exchange, done) -> {
                  Samples.answer(exchange, Samples.approved(exchange));
                  done.run();
                });
        IsoClient terminal = hub.client()) {
      IsoMessage answer =
          send(
              terminal,
              Samples.request("0100", 1)
                  .set(35, Samples.PAN + "=30121010000012300000")
                  .set(48, "private")
                  .build());
      assertThat(answer.mti()).isEqualTo("0110");
      assertThat(answer.field(39)).isEqualTo("00");
      assertThat(answer.field(38)).isEqualTo("A12345");
      assertThat(answer.field(37)).startsWith("6327").hasSize(12);
      assertThat(answer.field(2)).isEqualTo(Samples.PAN);
      assertThat(answer.field(4)).isEqualTo("000000001000");
      assertThat(answer.field(11)).isEqualTo("000001");
      assertThat(answer.field(42)).isEqualTo("MERCHANT01     ");
      assertThat(answer.printable()).doesNotContainKeys(14, 35, 45, 48, 52, 55);
    }
  }

  @Test
  void aHundredPipelinedRequestsAreUnderWayTogetherAndAnsweredInAnyOrder() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Runnable> waiting = Collections.synchronizedList(new ArrayList<>());
    try (TerminalsDouble hub =
            new TerminalsDouble(
                (entry, exchange, done) -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  waiting.add(
                      () -> {
                        now.decrementAndGet();
                        Samples.answer(exchange, Samples.approved(exchange));
                        done.run();
                      });
                  if (waiting.size() == 100) {
                    // Last in, first answered, and on another thread than the connection's.
                    var unused =
                        CompletableFuture.runAsync(
                            () -> {
                              Collections.reverse(waiting);
                              waiting.forEach(Runnable::run);
                            });
                  }
                });
        IsoClient terminal = hub.client()) {
      List<String> order = new CopyOnWriteArrayList<>();
      List<CompletableFuture<IsoMessage>> answers = new ArrayList<>();
      for (int stan = 1; stan <= 100; stan++) {
        CompletableFuture<IsoMessage> answer = terminal.send(Samples.request("0100", stan).build());
        answers.add(answer.whenComplete((m, e) -> order.add(String.valueOf(m.field(11)))));
      }
      for (int stan = 1; stan <= 100; stan++) {
        IsoMessage answer = answers.get(stan - 1).orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(answer.field(11)).isEqualTo("%06d".formatted(stan));
        assertThat(answer.field(39)).isEqualTo("00");
      }
      assertThat(most).hasValue(100);
      assertThat(order.get(0)).isEqualTo("000100");
    }
  }

  @Test
  void aRepeatHasTheKeyAndFingerprintOfItsOriginalAndAReversalNamesIt() {
    Map<String, String> keys = new ConcurrentHashMap<>();
    Map<String, String> fingerprints = new ConcurrentHashMap<>();
    Map<String, Map<?, ?>> bodies = new ConcurrentHashMap<>();
    try (TerminalsDouble hub =
            new TerminalsDouble(
                (entry, exchange, done) -> {
                  Map<?, ?> body = exchange.getMessage().getBody(Map.class);
                  String mti = String.valueOf(body.get("mti"));
                  keys.put(mti, exchange.getProperty(ExchangeKeys.KEY, String.class));
                  fingerprints.put(
                      mti, exchange.getProperty(ExchangeKeys.FINGERPRINT, String.class));
                  bodies.put(mti, body);
                  Samples.answer(exchange, Samples.approved(exchange));
                  done.run();
                });
        IsoClient terminal = hub.client()) {
      send(terminal, Samples.request("0200", 7).build());
      send(terminal, Samples.request("0201", 7).build());
      assertThat(send(terminal, Samples.reversal("0420", 8, "0200", 7).build()).mti())
          .isEqualTo("0430");
      assertThat(send(terminal, Samples.reversal("0421", 8, "0200", 7).build()).mti())
          .isEqualTo("0430");
      assertThat(keys.get("0200"))
          .isEqualTo("iso:terminals:123456:TERM0001:MERCHANT01:000007:1123184500:2")
          .isEqualTo(keys.get("0201"));
      assertThat(bodies.get("0420")).extracting("original_key").isEqualTo(keys.get("0200"));
      assertThat(fingerprints.get("0200")).isEqualTo(fingerprints.get("0201"));
      assertThat(keys.get("0420")).isEqualTo(keys.get("0421")).endsWith(":000008:1123184500:4");
      assertThat(fingerprints.get("0420")).isEqualTo(fingerprints.get("0421"));
    }
  }

  @Test
  void messageTypesGoWhereTheEntrySays() {
    List<String> entries = new CopyOnWriteArrayList<>();
    try (TerminalsDouble hub =
            new TerminalsDouble(
                (entry, exchange, done) -> {
                  entries.add(entry);
                  Samples.answer(exchange, "00");
                  done.run();
                });
        IsoClient terminal = hub.client()) {
      IsoMessage echo =
          send(
              terminal,
              IsoMessage.of("0800").set(7, Samples.TIME).set(11, "000009").set(70, "301").build());
      assertThat(echo.mti()).isEqualTo("0810");
      assertThat(echo.field(70)).isEqualTo("301");
      assertThat(echo.field(39)).isEqualTo("00");
      IsoMessage other = send(terminal, Samples.request("0320", 10).build());
      assertThat(other.mti()).isEqualTo("0330");
      assertThat(other.field(39)).isEqualTo("12");
      assertThat(send(terminal, Samples.request("0220", 11).build()).field(39)).isEqualTo("12");
      assertThat(entries).containsExactly("network");
    }
  }

  @Test
  void aRouteCannotApproveWithoutTheEngine() {
    try (TerminalsDouble hub =
            new TerminalsDouble(
                (entry, exchange, done) -> {
                  Samples.answer(
                      exchange, entry.equals("reversals") ? "00" : Map.of("outcome", "approved"));
                  done.run();
                });
        IsoClient terminal = hub.client()) {
      assertThat(send(terminal, Samples.request("0100", 1).build()).field(39)).isEqualTo("96");
      assertThat(send(terminal, Samples.reversal("0400", 2, "0100", 1).build()).field(39))
          .isEqualTo("96");
    }
  }

  @Test
  void whatFailsIsAnsweredAndNothingOfItReachesTheTerminal() {
    try (TerminalsDouble hub =
            new TerminalsDouble(
                (entry, exchange, done) -> {
                  exchange.setException(
                      entry.equals("authorizations")
                          ? new SeraiException(ErrorCode.OVERLOADED, "too much")
                          : new IllegalStateException("a defect"));
                  done.run();
                });
        IsoClient terminal = hub.client()) {
      assertThat(send(terminal, Samples.request("0100", 1).build()).field(39)).isEqualTo("96");
      assertThat(send(terminal, Samples.reversal("0400", 2, "0100", 1).build()).field(39))
          .isEqualTo("96");
    }
  }

  @Test
  void whatWasReadBeforeTheStopIsAnsweredAndNothingIsReadAfterwards() {
    List<Runnable> waiting = new CopyOnWriteArrayList<>();
    TerminalsDouble hub =
        new TerminalsDouble(
            (entry, exchange, done) ->
                waiting.add(
                    () -> {
                      Samples.answer(exchange, Samples.approved(exchange));
                      done.run();
                    }));
    try (IsoClient terminal = hub.client()) {
      List<CompletableFuture<IsoMessage>> answers = new ArrayList<>();
      for (int stan = 1; stan <= 50; stan++) {
        answers.add(terminal.send(Samples.request("0100", stan).build()));
      }
      await().until(() -> waiting.size() == 50);
      hub.stopReading();
      CompletableFuture<IsoMessage> late = terminal.send(Samples.request("0100", 51).build());
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(hub::close);
      waiting.forEach(Runnable::run);
      for (CompletableFuture<IsoMessage> answer : answers) {
        assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join().field(39)).isEqualTo("00");
      }
      stopped.orTimeout(30, TimeUnit.SECONDS).join();
      assertThat(late.orTimeout(30, TimeUnit.SECONDS)).failsWithin(Duration.ofSeconds(30));
      assertThat(waiting).hasSize(50);
      assertThat(hub.lost()).isEmpty();
    }
  }

  private static IsoMessage send(IsoClient terminal, IsoMessage request) {
    return terminal.send(request).orTimeout(20, TimeUnit.SECONDS).join();
  }
}
