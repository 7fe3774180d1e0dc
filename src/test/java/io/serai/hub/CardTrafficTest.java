package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.check.CheckReport;
import io.serai.check.Checker;
import io.serai.issuing.CardImportReport;
import io.serai.issuing.CardsImport;
import io.serai.journal.CardSeals;
import io.serai.payment.Ids;
import io.serai.sandbox.CardFigures;
import io.serai.sandbox.CardNetwork;
import io.serai.testkit.Ports;
import io.serai.testkit.TestCards;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sandbox's card network drives many cards over the two connections that the hub dials, every
 * answer is as it should be, and the checker finds nothing (S4.3, S4.5). The sandbox does the same
 * with more cards and for longer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class CardTrafficTest {

  private static final int CARDS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  private final int steering = Ports.free();
  private CardNetwork network;
  private TestHub hub;

  @BeforeAll
  void start() throws IOException {
    int port = Ports.free();
    network = CardNetwork.start(PROJECT, port, steering);
    hub = TestHub.start(Map.of("serai.card-network.address", "localhost:" + port));
    var programs = CardsImport.programs(PROJECT.resolve("routes"));
    CardImportReport report =
        new CardsImport(
                JdbcClient.create(hub.dataSource()),
                CardSeals.of(Objects.requireNonNull(hub.setting("serai.vault.key-file"))),
                name -> Optional.ofNullable(programs.get(name)),
                Clock.systemUTC(),
                hub.bean(Ids.class))
            .read(
                new ByteArrayInputStream(
                    TestCards.file(CARDS, 50_000).getBytes(StandardCharsets.UTF_8)));
    assertThat(report.errors()).isEmpty();
    assertThat(report.kept()).isEqualTo(CARDS);
    await().atMost(PATIENCE).until(() -> network.connections() == 2);
  }

  @AfterAll
  void stop() {
    hub.close();
    network.close();
  }

  @Test
  void theTrafficOfManyCardsIsAnsweredAsItShouldAndTheCheckerIsClean() throws Exception {
    CardFigures figures = network.drive(CARDS, Duration.ofSeconds(5), 50);
    assertThat(figures.wrong()).isEmpty();
    assertThat(figures.byCode().getOrDefault("00", 0)).isGreaterThan(100);
    assertThat(figures.byType()).containsKeys("0110", "0130", "0210", "0230", "0430");
    assertThat(figures.byCode()).doesNotContainKeys("96", "91", "30");

    CheckReport report = Checker.on(hub.dataSource()).full().run();
    assertThat(report.breaches()).isEmpty();
    assertThat(report.accounts()).isGreaterThanOrEqualTo(CARDS);
  }

  @Test
  void peopleAskOneByOne() throws Exception {
    String first = post("/ask?card=7&amount=1200");
    assertThat(first)
        .contains("MTI  0110")
        .containsPattern("DE39 .*: 00")
        .contains("original=0100:");
    assertThat(first).doesNotContain(TestCards.number(7));
    String original = first.replaceAll("(?s).*original=(\\S+).*", "$1");
    String undone = post("/ask?mti=0420&card=7&amount=1200&original=" + original);
    assertThat(undone).contains("MTI  0430").containsPattern("DE39 .*: 00");

    assertThat(post("/ask?card=0")).startsWith("problem: card: must be 1 to 1000000");
    assertThat(post("/ask?original=x")).startsWith("problem: original: must be MTI:STAN:DE7");
    assertThat(post("/traffic?rate=x")).startsWith("problem: rate: must be 1 to 5000");
    assertThat(post("/traffic?cards=20&seconds=1&rate=10")).contains("wrong   nothing");
  }

  private String post(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + steering + path))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
