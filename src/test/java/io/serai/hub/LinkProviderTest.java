package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.cli.SeraiCommand;
import io.serai.iso8583.HostConnection;
import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.NetworkHost;
import io.serai.payment.LateLinkAnswer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped link to a card network, and a provider over a link of its own: what is taken, sent,
 * undone, repeated, answered late and hidden.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class LinkProviderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PIN = "0412AC89ABCDEF67";
  private static final String TRANSLATED = "5147F9DCFE98BA32";

  private NetworkHost host;
  private NetworkHost network;
  private TestHub hub;

  @BeforeAll
  void start(@TempDir Path folder) {
    host = NetworkHost.start();
    network = NetworkHost.start();
    EditedFolder routes = EditedFolder.shipped(folder);
    routes.append(
        "links.yaml",
        """
          van-k:
            tenant: acme
            mode: dial
            address: "127.0.0.1:%d"
            connections: 2
            timeout: 500ms
            forward: [48, 55]
        """
            .formatted(host.port()));
    routes.append(
        "providers.yaml",
        """

          van-k:
            kamelet: iso8583-action
            settings: { link: van-k, acquirer: "123456", terminal: HUB00001 }
            operations: [authorize, charge, refund, reversal]
            idempotent: true
            timeout: 2s
            late_window: 200ms
            bypass: { errors: 1000 }
            outcomes:
              - { when: { code: "00" }, outcome: approved }
              - { when: { code: "05" }, outcome: declined }
              - { when: { code: no_original }, outcome: declined }
              - { when: { code: "91" }, outcome: elsewhere }
        """);
    routes.replace("online/approvals.camel.yaml", "providers: issuer-h", "providers: van-k");
    hub =
        TestHub.start(
            Map.of(
                "serai.routes.folder",
                folder.toString(),
                "serai.network.address",
                "localhost:" + network.port(),
                "spring.main.sources",
                TestPins.class.getName()));
    await().atMost(PATIENCE).until(() -> host.signals("001") == 2);
  }

  @BeforeEach
  void approve() {
    host.rule(NetworkHost.APPROVE);
  }

  @AfterAll
  void stop() {
    hub.close();
    host.close();
    network.close();
  }

  @Test
  void aNetworksAuthorizationsComeInOverTwoConnectionsThatTheHubDials() {
    await().atMost(PATIENCE).until(() -> network.connections().size() == 2);
    HostConnection first = network.connections().get(0);
    HostConnection second = network.connections().get(1);
    first.send(Terminal.request("0100", 1, Terminal.OF_THE_FLOOR, 5000).build());
    second.send(Terminal.request("0100", 2, Terminal.OF_THE_FLOOR, 5001).build());
    await().atMost(PATIENCE).until(() -> network.answers().size() == 2);
    assertThat(code(first, 1)).isEqualTo("00");
    assertThat(code(second, 2)).isEqualTo("61");
    // Its repeat on the other connection is the same request.
    second.send(Terminal.request("0101", 1, Terminal.OF_THE_FLOOR, 5000).build());
    await().atMost(PATIENCE).until(() -> network.answers().size() == 3);
    first.send(Terminal.reversal("0400", 3, 1).set(2, Terminal.OF_THE_FLOOR).build());
    await().atMost(PATIENCE).until(() -> network.answers().size() == 4);
    assertThat(code(second, 1)).isEqualTo("00");
    assertThat(code(first, 3)).isEqualTo("00");
    await().atMost(PATIENCE).until(() -> hub.payment(1).state().equals("reversed"));
    assertThat(network.signals("001")).isGreaterThanOrEqualTo(2);
    assertThat(network.connections()).hasSize(2);
    theSimulatorTakesTheNetworksPlace(network.port());
  }

  /** The hub dials again, now what people start. */
  private void theSimulatorTakesTheNetworksPlace(int port) {
    network.close();
    StringWriter printed = new StringWriter();
    int exit =
        SeraiCommand.commandLine()
            .setOut(new PrintWriter(printed, true))
            .execute(
                "iso",
                "serve",
                "--link=network",
                "--listen=127.0.0.1:" + port,
                "--rate=40",
                "--count=40",
                "--pan=" + Terminal.OF_THE_FLOOR,
                "--amount=4500-5500");
    assertThat(printed.toString())
        .containsPattern("in all: sent 40  answered 40  approved [1-9]\\d*  declined 61:[1-9]")
        .contains("missing 0  wrong 0")
        .doesNotContain(Terminal.OF_THE_FLOOR);
    assertThat(exit).isZero();
  }

  private String code(HostConnection on, int stan) {
    IsoMessage answer = network.answers().get(on.number() + "/" + "%06d".formatted(stan));
    return answer == null ? "no answer" : String.valueOf(answer.field(39));
  }

  @Test
  void aReversalAfterARestartNamesTheNumbersThatItsOriginalWentOutUnder() {
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 101))).isEqualTo("00");
    }
    IsoMessage original = sent("0100").get(sent("0100").size() - 1);
    assertThat(original.field(41)).isEqualTo("HUB00001");
    assertThat(original.field(4)).isEqualTo("000000001000");
    assertThat(original.field(49)).isEqualTo("392");
    assertThat(
            hub.jdbc()
                .queryForList(
                    "select data::jsonb ->> 'stan' from journal"
                        + " where event = 'attempt-started' and payment_id = ?",
                    String.class,
                    hub.payment(101).id()))
        .containsExactly(original.field(11));
    hub.restart();
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.reversal("0400", 102, 101))).isEqualTo("00");
    }
    await().atMost(PATIENCE).until(() -> hub.payment(101).state().equals("reversed"));
    assertThat(undone(original)).extracting(IsoMessage::mti).containsExactly("0420");
  }

  @Test
  void aReversalThatIsNotAnsweredIsRepeatedUnderItsOwnNumbersUntilItIs() {
    host.rule(
        (from, request) -> {
          long reversals = host.requests().stream().filter(r -> r.messageClass() == '4').count();
          if (request.messageClass() != '4' || (request.mti().equals("0421") && reversals > 2)) {
            NetworkHost.APPROVE.receive(from, request);
          }
        });
    final int before = reversals().size();
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 201))).isEqualTo("00");
      assertThat(terminal.code(Terminal.reversal("0400", 202, 201))).isEqualTo("00");
    }
    IsoMessage original = sent("0100").get(sent("0100").size() - 1);
    await().atMost(PATIENCE).until(() -> hub.payment(201).state().equals("reversed"));
    List<IsoMessage> reversals = reversals().subList(before, reversals().size());
    assertThat(undone(original)).hasSize(reversals.size()).hasSizeGreaterThan(1);
    assertThat(reversals.get(0).mti()).isEqualTo("0420");
    assertThat(reversals.subList(1, reversals.size()))
        .allSatisfy(
            repeat -> {
              assertThat(repeat.mti()).isEqualTo("0421");
              for (int same : new int[] {4, 7, 11, 32, 41, 49, 90}) {
                assertThat(repeat.field(same)).isEqualTo(reversals.get(0).field(same));
              }
            });
    assertThat(reversals.get(0).field(11)).isNotEqualTo(original.field(11));
  }

  @Test
  void anAnswerThatComesAfterTheTimeOutIsInTheHistoryAlsoWhereAnotherProcessHadAsked() {
    var silent = new AtomicReference<HostConnection>();
    host.rule(
        (from, request) -> {
          if (request.mti().equals("0100")) {
            silent.set(from);
          } else {
            NetworkHost.APPROVE.receive(from, request);
          }
        });
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 301))).isEqualTo("91");
    }
    await().atMost(PATIENCE).until(() -> hub.payment(301).state().equals("reversed"));
    IsoMessage original = sent("0100").get(sent("0100").size() - 1);
    NetworkHost.APPROVE.receive(Objects.requireNonNull(silent.get()), original);
    await().atMost(PATIENCE).until(() -> lateAnswers(301).equals(List.of("approved")));
    hub.publish(late(original, "05"));
    await().atMost(PATIENCE).until(() -> lateAnswers(301).equals(List.of("approved", "declined")));
    // What nobody sent is nobody's.
    hub.publish(
        new LateLinkAnswer("van-k", null, "0110", "999999", "0101000000", "00", null, null));
    assertThat(hub.payment(301).state()).isEqualTo("reversed");
  }

  @Test
  void anAnswerToAnAttemptOfAnotherProcessWaitsUntilThatIsTakenOver() {
    host.rule(
        (from, request) -> {
          if (request.mti().equals("0100")) {
            // Nobody here named it, and it is still under way: so it looks after a restart.
            hub.publish(late(request, "05"));
          } else {
            NetworkHost.APPROVE.receive(from, request);
          }
        });
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 501))).isEqualTo("91");
    }
    await().atMost(PATIENCE).until(() -> lateAnswers(501).equals(List.of("declined")));
  }

  @Test
  void anApprovalThatComesAfterTheCaseWasClosedIsUndoneUnderTheOldNumbers() {
    var silent = new AtomicReference<HostConnection>();
    host.rule(
        (from, request) -> {
          if (request.mti().equals("0100")) {
            silent.set(from);
          } else if (request.messageClass() == '4') {
            NetworkHost.answering("25").receive(from, request);
          } else {
            NetworkHost.APPROVE.receive(from, request);
          }
        });
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 601))).isEqualTo("91");
    }
    await().atMost(PATIENCE).until(() -> hub.openFollowUps(601) == 0);
    final String answered = hub.payment(601).state();
    IsoMessage original = sent("0100").get(sent("0100").size() - 1);
    List<IsoMessage> before = undone(original);
    assertThat(before).extracting(IsoMessage::mti).containsExactly("0420", "0421");

    host.rule(NetworkHost.APPROVE);
    NetworkHost.APPROVE.receive(Objects.requireNonNull(silent.get()), original);
    await().atMost(PATIENCE).until(() -> lateAnswers(601).equals(List.of("approved")));
    await().atMost(PATIENCE).until(() -> undone(original).size() > before.size());
    await().atMost(PATIENCE).until(() -> hub.openFollowUps(601) == 0);
    List<IsoMessage> after = undone(original);
    assertThat(after).hasSize(before.size() + 1);
    IsoMessage again = after.get(after.size() - 1);
    assertThat(again.mti()).isEqualTo("0421");
    for (int same : new int[] {4, 7, 11, 32, 41, 49, 90}) {
      assertThat(again.field(same)).isEqualTo(before.get(0).field(same));
    }
    assertThat(hub.payment(601).state()).isEqualTo(answered);
    await().atMost(PATIENCE).until(() -> alarms("late_approval", 601) == 1);
  }

  @Test
  void aPinBlockGoesOutTranslatedAndIsKeptNowhere() {
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      IsoMessage answer = terminal.send(Terminal.request("0100", 401).set(52, PIN));
      assertThat(answer.field(39)).isEqualTo("00");
      assertThat(answer.has(52)).isFalse();
      IsoMessage sent = sent("0100").get(sent("0100").size() - 1);
      assertThat(sent.field(52)).isEqualTo(TRANSLATED);
      assertThat(terminal.code(Terminal.reversal("0400", 402, 401))).isEqualTo("00");
    }
    await().atMost(PATIENCE).until(() -> hub.payment(401).state().equals("reversed"));
    assertThat(reversals()).noneMatch(reversal -> reversal.has(52));
    assertThat(DatabaseDump.of(hub.jdbc()))
        .doesNotContainIgnoringCase(PIN)
        .doesNotContainIgnoringCase(TRANSLATED)
        .doesNotContain("PinBlock");
  }

  @Test
  void chipDataGoesOnAsItCameWhereTheLinkForwardsItAndIsKeptNowhere() {
    String chip = "9F2608AABBCCDDEEFF0011" + "9F3602002A";
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      IsoMessage answer =
          terminal.send(
              Terminal.request("0100", 701)
                  .set(48, "between the two of us")
                  .set(55, chip)
                  .set(60, "not forwarded"));
      assertThat(answer.field(39)).isEqualTo("00");
      IsoMessage sent = sent("0100").get(sent("0100").size() - 1);
      assertThat(sent.field(48)).isEqualTo("between the two of us");
      assertThat(sent.field(55)).isEqualTo(chip);
      assertThat(sent.has(60)).isFalse();
      assertThat(terminal.code(Terminal.reversal("0400", 702, 701).set(48, "again")))
          .isEqualTo("00");
      await().atMost(PATIENCE).until(() -> hub.payment(701).state().equals("reversed"));
      assertThat(undone(sent))
          .isNotEmpty()
          .noneMatch(reversal -> reversal.has(48) || reversal.has(55));
    }
    assertThat(DatabaseDump.of(hub.jdbc()))
        .doesNotContain("between the two of us", "not forwarded", "PassedElements")
        .doesNotContainIgnoringCase(chip);
  }

  @Test
  void aCutOverIsKeptOnceAndShownToOperators() {
    for (HostConnection connection : host.connections()) {
      connection.send(
          IsoMessage.of("0800")
              .set(7, Terminal.TIME)
              .set(11, "000001")
              .set(15, "1124")
              .set(70, "201")
              .build());
    }
    Ops ops = new Ops(hub.operators());
    await().atMost(PATIENCE).until(() -> cutOvers(ops).size() == 1);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                host.answers().values().stream().filter(a -> a.mti().equals("0810")).count() == 2);
    JsonNode cutOver = cutOvers(ops).get(0);
    assertThat(cutOver.path("link").asText()).isEqualTo("van-k");
    assertThat(cutOver.path("settlementDate").asText()).isEqualTo("1124");
    JsonNode links = ops.get("/v1/ops/links").body().path("links");
    assertThat(links)
        .anySatisfy(
            link -> {
              assertThat(link.path("name").asText()).isEqualTo("van-k");
              assertThat(link.path("up").asInt()).isEqualTo(2);
            });
  }

  private static JsonNode cutOvers(Ops ops) {
    return ops.get("/v1/ops/links").body().path("cutOvers");
  }

  /** An answer to a request that another process sent. */
  private static LateLinkAnswer late(IsoMessage request, String code) {
    return new LateLinkAnswer(
        "van-k", null, "0110", request.field(11), request.field(7), code, null, null);
  }

  private long alarms(String kind, int stan) {
    return Objects.requireNonNull(
        hub.jdbc()
            .queryForObject(
                "select count(*) from alarm where kind = ? and subject = ?",
                Long.class,
                kind,
                hub.payment(stan).id()));
  }

  private List<String> lateAnswers(int stan) {
    return hub.jdbc()
        .queryForList(
            "select data::jsonb ->> 'outcome' from journal"
                + " where event = 'late-answer' and payment_id = ? order by seq",
            String.class,
            hub.payment(stan).id());
  }

  private List<IsoMessage> sent(String mti) {
    return host.requests().stream().filter(r -> r.mti().equals(mti)).toList();
  }

  private List<IsoMessage> reversals() {
    return host.requests().stream().filter(r -> r.messageClass() == '4').toList();
  }

  /** The reversals that name a request. */
  private List<IsoMessage> undone(IsoMessage original) {
    String names =
        original.mti() + original.field(11) + original.field(7) + "00000123456" + "00000000000";
    return reversals().stream().filter(r -> names.equals(r.field(90))).toList();
  }
}
