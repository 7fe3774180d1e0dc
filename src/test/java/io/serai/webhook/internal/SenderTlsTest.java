package io.serai.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.provider.internal.TestTls;
import io.serai.testkit.Ports;
import io.serai.webhook.Receiver;
import io.serai.webhook.WebhookSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Over TLS the certificate's name is that of the address as it is written, though the connection
 * goes to what the name was resolved to.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SenderTlsTest {

  private final int port = Ports.free();
  private final Vertx vertx = Vertx.vertx();
  private final Names names = new Names();

  @AfterEach
  void stop() {
    TestTls.trustAsUsual();
    names.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aTrustedNameIsSpokenToAndNobodyElse() throws Exception {
    Path store = TestTls.keyStore("webhooks");
    try (Receiver receiver = Receiver.start(port, TestTls.context(store))) {
      assertThat(send("localhost").word()).isEqualTo("tls");
      TestTls.trust(store);
      assertThat(send("localhost").word()).isEqualTo("http_200");
      assertThat(send("127.0.0.1").word()).isEqualTo("tls");
      assertThat(receiver.taken()).containsExactly("acc_1/1");
    }
  }

  private Result send(String host) {
    WebhookSettings settings =
        new WebhookSettings(
            true,
            Map.of(),
            false,
            true,
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofHours(4),
            Duration.ofDays(3),
            16,
            Duration.ofSeconds(1),
            Duration.ofDays(30));
    Endpoint endpoint =
        new Endpoint(
            "shop",
            "acme",
            URI.create("https://" + host + ":" + port + "/"),
            List.of("*"),
            true,
            Signer.of(List.of("0123456789abcdef0123456789abcdef")));
    Delivery delivery =
        new Delivery(
            1,
            "acc_1",
            1,
            "acc_1/1",
            "io.serai.card.approved.v1",
            "{}",
            0,
            Instant.EPOCH,
            Instant.MAX);
    return new Sender(vertx, names, settings, Clock.systemUTC()).send(endpoint, delivery).join();
  }
}
