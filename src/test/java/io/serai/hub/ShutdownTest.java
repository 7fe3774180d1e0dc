package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.Doubles;
import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.NetworkHost;
import io.serai.testkit.Ports;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real hub process that is told to end with its hands full (7, I9). */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ShutdownTest {

  private static final int EACH = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHARGE =
      """
      {"amount": 1000, "currency": "JPY",
       "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
      """;

  /** Charges are with a provider over HTTP, authorizations with one over a dialed link. */
  @Test
  void whatWasAcceptedIsAnsweredBeforeTheLinkSignsOffAndTheProcessEndsWithZero(@TempDir Path folder)
      throws Exception {
    int restPort = Ports.free();
    int isoPort = Ports.free();
    Rest rest = new Rest(URI.create("http://localhost:" + restPort), TestHub.API_KEY);
    try (Doubles doubles = Doubles.start();
        NetworkHost host = NetworkHost.start()) {
      overALink(EditedFolder.shipped(folder), host.port());
      Map<String, String> settings =
          TestHub.settings(
              doubles,
              restPort,
              isoPort,
              Ports.free(),
              Map.of("serai.routes.folder", folder.toString()));
      try (HubProcess hub = HubProcess.start("shutdown-" + restPort, settings, rest);
          Terminal terminal = Terminal.connect(isoPort)) {
        await().atMost(PATIENCE).until(() -> host.signals("001") == 1);
        assertThat(terminal.code(Terminal.request("0100", 1))).isEqualTo("00");
        assertThat(rest.charge("warm-up", CHARGE).status()).isEqualTo(201);
        List<Runnable> kept = new CopyOnWriteArrayList<>();
        host.rule(
            (from, request) -> {
              if (request.mti().equals("0100")) {
                kept.add(() -> NetworkHost.APPROVE.receive(from, request));
              } else {
                NetworkHost.APPROVE.receive(from, request);
              }
            });
        doubles.behave("gateway-a", "delay:60000");

        List<CompletableFuture<IsoMessage>> authorizations = new ArrayList<>();
        List<CompletableFuture<Rest.Answer>> charges = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
          authorizations.add(terminal.sendAsync(Terminal.request("0100", 100 + i)));
          charges.add(rest.chargeAsync("stop-" + i, CHARGE));
        }
        // Accepted: their intents are committed, and their providers have them.
        await()
            .atMost(PATIENCE)
            .until(() -> kept.size() == EACH && doubles.book("gateway-a").size() == EACH + 1);
        hub.terminate();

        await().atMost(PATIENCE).until(() -> !rest.isReady());
        CompletableFuture<IsoMessage> late = terminal.sendAsync(Terminal.request("0100", 999));
        assertThat(host.signals("002")).isZero();
        kept.forEach(Runnable::run);
        doubles.hurry("gateway-a");

        assertThat(authorizations)
            .allSatisfy(answer -> assertThat(answer.join().field(39)).isEqualTo("00"));
        assertThat(charges).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(201));
        assertThat(hub.exitCode(PATIENCE)).isZero();

        assertThat(late).failsWithin(PATIENCE);
        assertThat(kept).hasSize(EACH);
        assertThat(doubles.book("gateway-a")).hasSize(EACH + 1);
        assertThat(host.signals("002")).isEqualTo(1);
        assertThat(host.requests()).noneMatch(request -> request.messageClass() == '4');
        assertThat(Files.readString(hub.log()))
            .doesNotContain("had no outcome")
            // Each line says which set of routes was active.
            .containsPattern("INFO \\[[0-9a-f]{12}]");
      }
    }
  }

  @Test
  void whatATerminalSendsOnAndOnIsAnsweredWhereverTheHubBeganIt() throws Exception {
    int restPort = Ports.free();
    int isoPort = Ports.free();
    Rest rest = new Rest(URI.create("http://localhost:" + restPort), TestHub.API_KEY);
    try (Doubles doubles = Doubles.start()) {
      Map<String, String> settings =
          TestHub.settings(doubles, restPort, isoPort, Ports.free(), Map.of());
      try (HubProcess hub = HubProcess.start("refill-" + restPort, settings, rest);
          Terminal terminal = Terminal.connect(isoPort)) {
        assertThat(terminal.code(Terminal.request("0100", 1))).isEqualTo("00");
        doubles.behave("issuer-h", "delay:200");
        Map<Long, CompletableFuture<IsoMessage>> sent = new ConcurrentHashMap<>();
        AtomicInteger stans = new AtomicInteger(1000);
        for (int i = 0; i < EACH; i++) {
          sendOnAndOn(terminal, stans, sent);
        }
        await().atMost(PATIENCE).until(() -> doubles.book("issuer-h").size() > 5 * EACH);
        hub.terminate();
        assertThat(hub.exitCode(PATIENCE)).isZero();

        assertThat(sent.values()).allSatisfy(answer -> assertThat(answer).isDone());
        // Each has an amount of its own, by which the provider's book tells what was begun.
        List<Long> begun =
            doubles.book("issuer-h").stream()
                .filter(entry -> entry.operation().equals("authorize"))
                .map(entry -> entry.amount())
                .filter(sent::containsKey)
                .toList();
        assertThat(begun).hasSizeGreaterThan(4 * EACH);
        assertThat(begun)
            .allSatisfy(
                amount ->
                    assertThat(Objects.requireNonNull(sent.get(amount)).join().field(39))
                        .isEqualTo("00"));
        assertThat(doubles.book("issuer-h"))
            .noneMatch(entry -> entry.operation().equals("reversal"));
      }
    }
  }

  /** Each answer is followed by the next request, until the connection is closed. */
  private static void sendOnAndOn(
      Terminal terminal, AtomicInteger stans, Map<Long, CompletableFuture<IsoMessage>> sent) {
    int stan = stans.incrementAndGet();
    CompletableFuture<IsoMessage> answer =
        terminal.sendAsync(Terminal.request("0100", stan, Terminal.VISA, stan));
    sent.put((long) stan, answer);
    var unused = answer.thenRun(() -> sendOnAndOn(terminal, stans, sent));
  }

  /** Terminals' authorizations go to a provider over a link of its own. */
  private static void overALink(EditedFolder routes, int port) {
    routes.append(
        "links.yaml",
        """
          van-k:
            tenant: acme
            mode: dial
            address: "127.0.0.1:%d"
        """
            .formatted(port));
    routes.append(
        "providers.yaml",
        """

          van-k:
            kamelet: iso8583-action
            settings: { link: van-k, acquirer: "123456", terminal: HUB00001 }
            operations: [authorize, charge, refund, reversal]
            timeout: 20s
            late_window: 200ms
            outcomes:
              - { when: { code: "00" }, outcome: approved }
        """);
    routes.replace("online/approvals.camel.yaml", "providers: issuer-h", "providers: van-k");
  }

  /** One finds a port taken when all else is up, the other lacks a file that it needs at once. */
  @Test
  void aStartThatFailsLateOrEarlyEndsTheProcessWithOneAndNamesTheTakenPort() throws Exception {
    try (Doubles doubles = Doubles.start();
        ServerSocket taken = new ServerSocket(Ports.free())) {
      int restPort = taken.getLocalPort();
      int other = Ports.free();
      Map<String, String> noKey = Map.of("serai.vault.key-file", "no-such-file");
      try (HubProcess late = launch("taken-", doubles, restPort, Map.of());
          HubProcess early = launch("no-start-", doubles, other, noKey)) {
        assertThat(late.exitCode(Duration.ofMinutes(2))).isEqualTo(1);
        assertThat(Files.readString(late.log()))
            .contains("serai.rest.port: port " + restPort + " is taken")
            .contains("set serai.rest.port to another");
        assertThat(early.exitCode(Duration.ofMinutes(2))).isEqualTo(1);
        assertThat(Ports.taken(other)).isFalse();
      }
    }
  }

  private static HubProcess launch(
      String name, Doubles doubles, int restPort, Map<String, String> more) throws IOException {
    return HubProcess.launch(
        name + restPort, TestHub.settings(doubles, restPort, Ports.free(), Ports.free(), more));
  }
}
