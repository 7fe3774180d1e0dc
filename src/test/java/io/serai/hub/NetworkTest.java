package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.Doubles;
import io.serai.iso8583.HostConnection;
import io.serai.iso8583.NetworkHost;
import io.serai.testkit.Ports;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shipped link to a card network, told to stop under load (S4.1, S4.11). */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NetworkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int UNDER_WAY = 50;

  private final AtomicInteger stan = new AtomicInteger();

  @Test
  void aStopUnderLoadLeavesNoRequestUnansweredSignsOffAndEndsWithZero() throws Exception {
    int restPort = Ports.free();
    Rest rest = new Rest(URI.create("http://localhost:" + restPort), TestHub.API_KEY);
    AtomicInteger sent = new AtomicInteger();
    try (Doubles doubles = Doubles.start();
        NetworkHost host = NetworkHost.start()) {
      Map<String, String> settings =
          TestHub.settings(
              doubles,
              restPort,
              Ports.free(),
              Ports.free(),
              Map.of("serai.network.address", "localhost:" + host.port()));
      try (HubProcess hub = HubProcess.start("network-" + restPort, settings, rest)) {
        await().atMost(PATIENCE).until(() -> host.signals("001") == 2);
        doubles.behave("issuer-h", "delay:300");
        for (HostConnection connection : host.connections()) {
          // As many as may be are always under way, until the hub signs off.
          connection.whenAnswered(() -> ask(connection, sent));
          for (int i = 0; i < UNDER_WAY; i++) {
            connection.execute(() -> ask(connection, sent));
          }
        }
        await().atMost(PATIENCE).until(() -> host.answers().size() > 3 * UNDER_WAY);
        hub.terminate();
        assertThat(hub.exitCode(PATIENCE)).isZero();
        assertThat(host.signals("002")).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> host.connections().isEmpty());
        assertThat(host.answers()).hasSize(sent.get());
        assertThat(host.answers().values())
            .extracting(answer -> answer.field(39))
            .containsOnly("00", "91");
        long approved =
            host.answers().values().stream().filter(a -> "00".equals(a.field(39))).count();
        assertThat(doubles.book("issuer-h")).hasSize((int) approved);
        assertThat(Files.readString(hub.log())).doesNotContain("had no outcome");
      }
    }
  }

  private void ask(HostConnection connection, AtomicInteger sent) {
    if (!connection.isSignedOff()) {
      sent.incrementAndGet();
      connection.send(Terminal.request("0100", stan.incrementAndGet()).build());
    }
  }
}
