package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.payment.CardNumber;
import io.serai.payment.LateLinkAnswer;
import io.serai.payment.SendBy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests over a dialed link and their answers, over real sockets (S3.1, S4.9, S4.10). */
@Timeout(120)
class MultiplexerTest {

  private static final Logger LOG = LoggerFactory.getLogger(MultiplexerTest.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MANY = 1000;
  private static final IsoMessage LONG =
      Samples.request("0100", 1).set(48, "x".repeat(900)).build();

  /** What the host keeps to answer later. */
  private final List<Runnable> kept = new CopyOnWriteArrayList<>();

  private final NetworkHost.Rule later =
      (from, request) -> {
        if (Session.isNetworkManagement(request)) {
          NetworkHost.APPROVE.receive(from, request);
        } else {
          kept.add(() -> NetworkHost.APPROVE.receive(from, request));
        }
      };

  @Test
  void aThousandInFlightOnOneConnectionAreAllAnsweredWhateverTheOrder() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "")) {
      host.rule(
          (from, request) -> {
            if (Session.isNetworkManagement(request)) {
              NetworkHost.APPROVE.receive(from, request);
              return;
            }
            // The amount comes back in DE38, so that a swapped answer is seen.
            String amount = String.valueOf(request.field(4)).substring(6);
            kept.add(() -> from.send(Answers.to(request, "00").set(38, amount).build()));
          });
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      long begun = System.nanoTime();
      List<CompletableFuture<IsoMessage>> answers = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        // All from terminals that count alike: the same DE11 and DE7 again and again.
        answers.add(
            hub.send(
                Samples.request("0100", i % 7)
                    .set(4, "%012d".formatted(i))
                    .set(37, "REF%09d".formatted(i))
                    .build()));
      }
      await().atMost(PATIENCE).until(() -> kept.size() == MANY);
      List<Runnable> shuffled = new ArrayList<>(kept);
      Collections.shuffle(shuffled, new Random(8583));
      shuffled.forEach(Runnable::run);
      for (int i = 0; i < MANY; i++) {
        IsoMessage answer = answered(answers.get(i));
        assertThat(answer.field(38)).isEqualTo("%06d".formatted(i));
        assertThat(answer.field(4)).isEqualTo("%012d".formatted(i));
        assertThat(answer.field(11)).isEqualTo("%06d".formatted(i % 7));
        assertThat(answer.field(7)).isEqualTo(Samples.TIME);
        assertThat(answer.field(37)).isEqualTo("REF%09d".formatted(i));
      }
      LOG.info(
          "{} requests in flight on one connection, answered shuffled, in {} ms",
          MANY,
          Duration.ofNanos(System.nanoTime() - begun).toMillis());
      Set<String> stans = new HashSet<>();
      host.requests().stream()
          .filter(r -> r.mti().equals("0100"))
          .forEach(r -> stans.add(String.valueOf(r.field(11))));
      assertThat(stans).hasSize(MANY);
      assertThat(hub.link.connections()).allMatch(c -> c.inFlight().isEmpty());
      assertThat(hub.link.connections()).allMatch(c -> c.inFlight().count() == 0);
    }
  }

  @Test
  void requestsGoWhereTheFewestAreInFlight() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "connections: 2")) {
      host.rule(later);
      await().atMost(PATIENCE).until(() -> hub.up() == 2);
      for (int i = 0; i < 10; i++) {
        var unused = hub.send(Samples.request("0100", i).build());
      }
      assertThat(hub.link.connections()).allMatch(c -> c.inFlight().count() == 5);
      assertThat(host.most()).isEqualTo(2);
      await().atMost(PATIENCE).until(() -> kept.size() == 10);
      kept.forEach(Runnable::run);
    }
  }

  @Test
  void aMessageOfTheHostCompletesNoRequestAndAnAnswerOfAnotherTypeNeither() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "")) {
      host.rule(
          (from, request) -> {
            if (request.mti().equals("0100")) {
              from.send(
                  Samples.request("0100", 1)
                      .set(11, request.field(11))
                      .set(7, request.field(7))
                      .build());
              from.send(Answers.to(request, "05").build());
            } else {
              NetworkHost.APPROVE.receive(from, request);
            }
          });
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      IsoMessage request = Samples.request("0100", 1).build();
      assertThat(answered(hub.send(request)).field(39)).isEqualTo("05");
      host.rule(
          (from, asked) -> {
            if (!asked.mti().equals("0100")) {
              NetworkHost.APPROVE.receive(from, asked);
              return;
            }
            IsoMessage.Builder other = IsoMessage.of("0210").set(39, "00");
            for (int field : new int[] {7, 11, 41, 32}) {
              other.set(field, asked.field(field));
            }
            from.send(other.build());
            from.send(Answers.to(asked, "51").build());
          });
      assertThat(answered(hub.send(request)).field(39)).isEqualTo("51");
    }
  }

  @Test
  void aLostConnectionEndsWhatWasInFlightAsUnknownAtOnceAndIsDialedAgain() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "timeout: 10m")) {
      host.rule(later);
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      List<CompletableFuture<IsoMessage>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(hub.send(Samples.request("0100", i).build()));
      }
      await().atMost(PATIENCE).until(() -> kept.size() == 50);
      host.connections().get(0).close();
      for (CompletableFuture<IsoMessage> answer : answers) {
        assertThat(failure(answer)).isInstanceOf(ConnectionLostException.class);
      }
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      host.rule(NetworkHost.APPROVE);
      assertThat(answered(hub.send(Samples.request("0100", 99).build())).field(39)).isEqualTo("00");
    }
  }

  @Test
  void whatTheSocketDidNotTakeWasNotSent() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "in_flight: 999999\ntimeout: 10m\nsign_on: false")) {
      HostConnection connection = stalled(host, hub);
      List<CompletableFuture<IsoMessage>> answers = fill(hub::send);
      assertThat(failure(hub.send(LONG))).isInstanceOf(NotSentException.LinkBusy.class);
      connection.close();
      int unknown = 0;
      for (CompletableFuture<IsoMessage> answer : answers) {
        Throwable failure = failure(answer);
        if (failure instanceof ConnectionLostException) {
          unknown++;
        } else {
          assertThat(failure).isInstanceOf(NotSentException.class);
        }
      }
      assertThat(unknown).isPositive().isLessThan(answers.size());
      assertThat(failure(answers.get(0))).isInstanceOf(ConnectionLostException.class);
    }
  }

  @Test
  void whatTheSocketHadNotTakenAtTheTimeOutNeverLeaves() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "in_flight: 999999\ntimeout: 5s\nsign_on: false")) {
      HostConnection stalled = stalled(host, hub);
      List<CompletableFuture<IsoMessage>> answers = fill(hub::send);
      // Those that Netty holds may have left as far as their callers know.
      answers.forEach(
          answer ->
              assertThat(failure(answer))
                  .isInstanceOfAny(AnswerTimeoutException.class, NotSentException.class));
      assertThat(failure(answers.get(0))).isInstanceOf(AnswerTimeoutException.class);
      stalled.reading(true);
      await().atMost(PATIENCE).until(() -> !host.connections().contains(stalled));
      assertThat(host.requests()).hasSizeBetween(1, answers.size() - 1);
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
    }
  }

  @Test
  void whatTheSocketHadNotTakenInItsTimeWasNotSentAndNeverIs() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "in_flight: 999999\ntimeout: 10m\nsign_on: false")) {
      HostConnection stalled = stalled(host, hub);
      SendBy passed = SendBy.within(Duration.ZERO, Clock.systemUTC());
      assertThat(failure(hub.send(LONG, passed)))
          .isInstanceOf(NotSentException.TooLateToSend.class);
      SendBy sendBy = SendBy.within(Duration.ofSeconds(5), Clock.systemUTC());
      List<CompletableFuture<IsoMessage>> answers = fill(request -> hub.send(request, sendBy));
      long unknown =
          answers.stream()
              .filter(answer -> failure(answer) instanceof ConnectionLostException)
              .count();
      assertThat(unknown).isLessThan(answers.size());
      assertThat(answers.stream().filter(answer -> failure(answer) instanceof NotSentException))
          .hasSize(answers.size() - (int) unknown);
      stalled.reading(true);
      await().atMost(PATIENCE).until(() -> !host.connections().contains(stalled));
      assertThat(host.requests()).hasSizeBetween(1, (int) unknown);
    }
  }

  @Test
  void whatTheSocketTookInItsTimeWaitsForItsAnswerAllTheSame() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "timeout: 1s")) {
      host.rule(later);
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      SendBy sendBy = SendBy.within(Duration.ofMillis(200), Clock.systemUTC());
      var answer = hub.send(Samples.request("0100", 1).build(), sendBy);
      assertThat(failure(answer)).isInstanceOf(AnswerTimeoutException.class);
      assertThat(sendBy.hasPassed()).isTrue();
      assertThat(host.accepted()).isEqualTo(1);
      assertThat(hub.up()).isEqualTo(1);
    }
  }

  /** The host's end of the only connection, which takes nothing any more. */
  private static HostConnection stalled(NetworkHost host, DialedLink hub) {
    await().atMost(PATIENCE).until(() -> hub.up() == 1 && host.connections().size() == 1);
    HostConnection connection = host.connections().get(0);
    host.rule((from, unanswered) -> {}); // a read that was under way still brings some
    connection.reading(false);
    return connection;
  }

  /** Sends until the sockets' buffers are full and stay so, and Netty's as far as it may be. */
  private static List<CompletableFuture<IsoMessage>> fill(
      Function<IsoMessage, CompletableFuture<IsoMessage>> send) {
    List<CompletableFuture<IsoMessage>> answers = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .during(Duration.ofMillis(500))
        .until(
            () -> {
              int before = answers.size();
              for (int i = 0; i < 500; i++) {
                CompletableFuture<IsoMessage> answer = send.apply(LONG);
                if (answer.isCompletedExceptionally()) {
                  break;
                }
                answers.add(answer);
              }
              return answers.size() == before;
            });
    return answers;
  }

  @Test
  void silenceEndsAsUnknownAndTheLateAnswerIsToldWithItsReference() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "timeout: 200ms")) {
      host.rule(later);
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      CompletableFuture<IsoMessage> answer =
          hub.send(Samples.request("0100", 1).build(), false, "att_1");
      assertThat(failure(answer)).isInstanceOf(AnswerTimeoutException.class);
      kept.forEach(Runnable::run);
      await().atMost(PATIENCE).until(() -> !hub.links.told(LateLinkAnswer.class).isEmpty());
      assertThat(hub.links.told(LateLinkAnswer.class))
          .singleElement()
          .satisfies(
              late -> {
                assertThat(late.reference()).isEqualTo("att_1");
                assertThat(late.responseCode()).isEqualTo("00");
                assertThat(late.approvalCode()).isEqualTo("A12345");
                assertThat(late.link()).isEqualTo("network");
              });
      // The same once more, and one that an earlier process asked for: nobody knows who asked.
      kept.forEach(Runnable::run);
      await().atMost(PATIENCE).until(() -> hub.links.told(LateLinkAnswer.class).size() == 2);
      assertThat(hub.links.told(LateLinkAnswer.class).get(1).reference()).isNull();
      assertThat(count(hub, "serai.link.timeouts")).isEqualTo(1);
      assertThat(count(hub, "serai.link.late_answers")).isEqualTo(2);
    }
  }

  @Test
  void aListenerThatFailsOnALateAnswerHarmsNoConnection() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "timeout: 200ms")) {
      hub.links.failListeners();
      host.rule(later);
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      assertThat(failure(hub.send(Samples.request("0100", 1).build())))
          .isInstanceOf(AnswerTimeoutException.class);
      kept.forEach(Runnable::run);
      await().atMost(PATIENCE).until(() -> hub.links.told(LateLinkAnswer.class).size() == 1);
      host.rule(NetworkHost.APPROVE);
      assertThat(answered(hub.send(Samples.request("0100", 2).build())).field(39)).isEqualTo("00");
      assertThat(host.accepted()).isEqualTo(1);
    }
  }

  private static double count(DialedLink hub, String meter) {
    return hub.links.meters.get(meter).tag("link", "network").counter().count();
  }

  @Test
  void aSecondRequestWithTheSameTraceIsRefusedUnsentUntilTheFirstHasEnded() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "timeout: 300ms")) {
      host.rule(later);
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      IsoMessage request = Samples.request("0400", 5).build();
      CompletableFuture<IsoMessage> first = hub.send(request, true, null);
      assertThat(failure(hub.send(request, true, null)))
          .isInstanceOf(NotSentException.DuplicateTrace.class);
      assertThat(count(hub, "serai.link.duplicates")).isEqualTo(1);
      assertThat(hub.links.meters.get("serai.link.in_flight").gauge().value()).isEqualTo(1);
      assertThat(hub.links.meters.get("serai.link.connections").gauge().value()).isEqualTo(1);
      assertThat(failure(first)).isInstanceOf(AnswerTimeoutException.class);
      assertThat(host.requests().stream().filter(r -> r.mti().equals("0400"))).hasSize(1);
      host.rule(NetworkHost.APPROVE);
      // The repeat has the trace of its original, which might still be answered.
      IsoMessage answer = answered(hub.send(Samples.request("0401", 5).build(), true, null));
      assertThat(answer.mti()).isEqualTo("0410");
      assertThat(host.requests())
          .last()
          .satisfies(r -> assertThat(r.field(11)).isEqualTo("000005"));
      assertThat(hub.link.connections()).allMatch(c -> c.inFlight().count() == 0);
    }
  }

  @Test
  void nothingIsSentWhereNothingIsUpOrNoMoreMayBeInFlight() {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "in_flight: 2")) {
      host.rule((from, request) -> {});
      await().atMost(PATIENCE).until(() -> host.signals("001") == 1);
      IsoMessage request = Samples.request("0100", 1).build();
      // Connected, but the sign-on is not answered.
      assertThat(failure(hub.send(request))).isInstanceOf(NotSentException.LinkDown.class);
      host.rule(later);
      from(host).send(signOnAnswer(host));
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      IsoMessage tooLong = Samples.request("0100", 1).set(2, "4".repeat(40)).build();
      assertThat(failure(hub.send(tooLong))).isInstanceOf(NotSentException.Unpackable.class);
      var unused = hub.send(request);
      var unusedSecond = hub.send(request);
      assertThat(failure(hub.send(request))).isInstanceOf(NotSentException.LinkBusy.class);
      await().atMost(PATIENCE).until(() -> kept.size() == 2);
      assertThat(host.requests().stream().filter(r -> r.mti().equals("0100"))).hasSize(2);
      kept.forEach(Runnable::run);
      await()
          .atMost(PATIENCE)
          .until(() -> hub.link.connections().iterator().next().inFlight().count() == 0);
    }
  }

  @Test
  void aRouteAsksWithFieldsByTheirNumbersAndGetsThemBackWithoutCardData() throws Exception {
    try (NetworkHost host = NetworkHost.start();
        DialedLink hub = DialedLink.to(host, "")) {
      await().atMost(PATIENCE).until(() -> hub.up() == 1);
      Map<String, Object> fields = new HashMap<>();
      fields.put("mti", "0100");
      fields.put("2", CardNumber.of(Samples.PAN, "pan"));
      fields.put("4", "000000001000");
      fields.put("11", "000077");
      fields.put("41", "TERM0001");
      fields.put("49", 392);
      Exchange exchange = hub.ask("iso8583:network", fields, Map.of());
      assertThat(exchange.getException()).isNull();
      Map<?, ?> answer = exchange.getMessage().getBody(Map.class);
      assertThat(answer.get("mti")).isEqualTo("0110");
      assertThat(answer.get("39")).isEqualTo("00");
      assertThat(answer.get("38")).isEqualTo("A12345");
      assertThat(answer.get("11")).isEqualTo("000077");
      assertThat(answer.get("2")).isNull();
      IsoMessage sent = host.requests().get(host.requests().size() - 1);
      assertThat(sent.field(2)).isEqualTo(Samples.PAN);
      assertThat(exchange.getProperty("serai.iso8583.stan")).isEqualTo(sent.field(11));
      assertThat(exchange.getProperty("serai.iso8583.transmitted_at")).isEqualTo(sent.field(7));
      Exchange kept = hub.ask("iso8583:network?trace=keep", fields, Map.of());
      assertThat(kept.getProperty("serai.iso8583.stan")).isEqualTo("000077");
    }
  }

  private static HostConnection from(NetworkHost host) {
    return host.connections().get(0);
  }

  private static IsoMessage signOnAnswer(NetworkHost host) {
    return Answers.to(host.requests().get(0), "00").build();
  }

  private static IsoMessage answered(CompletableFuture<IsoMessage> answer) {
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static Throwable failure(CompletableFuture<IsoMessage> answer) {
    try {
      answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      throw new AssertionError("it was answered");
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    }
  }
}
