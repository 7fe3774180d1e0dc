package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import io.serai.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way of failing, over real sockets, through the shipped Kamelet and table of a provider to
 * its outcome (3.1, S3.4). Only what provably handed no byte to the provider may be {@code
 * not_sent}. A provider says where it is, what a good answer is, how an answer is written and what
 * its codes mean; the rest is the same for all.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class FailureContract {

  /** The key of every request here. */
  static final String KEY = "pay_1.1";

  private static final int NOBODY_IS_LISTENING = 1;

  private ShippedProviders providers;

  /** The provider's name in {@code providers.yaml}. */
  abstract String provider();

  /** The setting that says where it is, for a host and a port, such as {@code url}. */
  abstract Map<String, String> address(String host, int port);

  /** An answer that approves, as it stands on the wire. */
  abstract byte[] good();

  /** What that answer comes to. */
  abstract Outcome.Approved approved();

  /** The server's side of a connection. */
  abstract RawServer serve(RawServer.Script script) throws IOException;

  /** What answers mean: what is written, and the outcome's word. */
  abstract Stream<Told> table();

  /** Whole answers that nobody can make anything of. */
  abstract Stream<byte[]> unreadable();

  /** What is asked for. */
  ProviderCall request(String key) {
    return ShippedProviders.authorization(key);
  }

  /**
   * An answer and what it means.
   *
   * @param name what is seen in a report
   * @param wire the answer on the wire
   * @param means an outcome's word, or {@code elsewhere}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Told(String name, byte[] wire, String means) {}

  @BeforeAll
  void start() {
    providers = new ShippedProviders();
  }

  @AfterAll
  void stop() {
    providers.close();
  }

  @Test
  void aGoodAnswerApproves() throws Exception {
    assertThat(answered((socket, request) -> write(socket, good()))).isEqualTo(approved());
  }

  @Test
  void aGoodAnswerInPiecesIsOne() throws Exception {
    byte[] answer = good();
    int half = answer.length / 2;
    assertThat(
            answered(
                (socket, request) -> {
                  write(socket, Arrays.copyOf(answer, half));
                  write(socket, Arrays.copyOfRange(answer, half, answer.length));
                }))
        .isEqualTo(approved());
  }

  @Test
  void aRefusedConnectionIsNotSent() {
    assertNotSent(ask("localhost", Ports.free(), "2s"));
  }

  @Test
  void aHostThatNobodyKnowsIsNotSent() {
    assertNotSent(ask("no-such-provider.invalid", NOBODY_IS_LISTENING, "5s"));
  }

  @Test
  void aConnectTimeOutIsNotSent() throws Exception {
    List<SocketChannel> queued = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 8; i++) {
        // Nobody accepts: once the queue is full, nothing is answered any more.
        SocketChannel waiting = SocketChannel.open();
        waiting.configureBlocking(false);
        var unused =
            waiting.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
        queued.add(waiting);
      }
      Outcome outcome = ask("localhost", full.getLocalPort(), "8s");
      assertNotSent(outcome);
      assertThat(outcome.code()).startsWith("connect");
    } finally {
      for (SocketChannel waiting : queued) {
        waiting.close();
      }
    }
  }

  @Test
  void aResetOrAnEndBeforeTheFirstByteIsUnknown() throws Exception {
    assertUnknown(answered((socket, request) -> RawServer.reset(socket)));
    assertUnknown(answered((socket, request) -> socket.close()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aResetOrAnEndAfterTheFirstByteIsUnknown(boolean reset) throws Exception {
    byte[] half = Arrays.copyOf(good(), 25);
    assertUnknown(
        answered(
            (socket, request) -> {
              write(socket, half);
              if (reset) {
                RawServer.reset(socket);
              } else {
                socket.close();
              }
            }));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aUsedConnectionThatBreaksIsUnknownAndIsNotSentAgain(boolean reset) throws Exception {
    var requests = new AtomicInteger();
    try (RawServer server =
        serve(
            (socket, request) -> {
              if (requests.incrementAndGet() == 1) {
                write(socket, good());
              } else if (reset) {
                RawServer.reset(socket);
              } else {
                socket.close();
              }
            })) {
      Provider provider = start("localhost", server.port(), "3s");
      assertThat(send(provider, KEY)).isEqualTo(approved());
      assertUnknown(send(provider, KEY));
      assertThat(server.requests()).isEqualTo(2);
      provider.rail().stop();
    }
  }

  @Test
  void silenceAndASlowDripAreUnknown() throws Exception {
    assertThat(answered((socket, request) -> {})).isEqualTo(new Outcome.Unknown("timeout"));
    String answer = new String(good(), StandardCharsets.ISO_8859_1);
    assertThat(answered((socket, request) -> RawServer.drip(socket, answer)))
        .isEqualTo(new Outcome.Unknown("timeout"));
  }

  @Test
  void whatIsTooLateBeforeItIsSentIsNotSent() throws Exception {
    try (RawServer server = serve((socket, request) -> write(socket, good()))) {
      Provider provider = start("localhost", server.port(), "2s");
      SendBy over = new SendBy(Clock.systemUTC().instant(), System.nanoTime() - 1);
      assertNotSent(providers.send(provider, request(KEY), over));
      assertThat(server.requests()).isZero();
      provider.rail().stop();
    }
  }

  @TestFactory
  Stream<DynamicTest> anAnswerThatCannotBeReadIsUnknown() {
    return unreadable()
        .map(
            wire ->
                DynamicTest.dynamicTest(
                    new String(wire, StandardCharsets.ISO_8859_1),
                    () -> assertUnknown(answered((socket, request) -> write(socket, wire)))));
  }

  @TestFactory
  Stream<DynamicTest> eachAnswerIsWhatTheTableSays() {
    return table()
        .map(
            told ->
                DynamicTest.dynamicTest(
                    told.name() + " is " + told.means(),
                    () ->
                        assertThat(word(answered((socket, n) -> write(socket, told.wire()))))
                            .isEqualTo(told.means())));
  }

  /** What a provider makes of an answer; it is asked once and no more. */
  Outcome answered(RawServer.Script script) throws IOException {
    try (RawServer server = serve(script)) {
      Outcome outcome = ask("localhost", server.port(), "2s");
      assertThat(server.requests()).as("sent once").isLessThanOrEqualTo(1);
      return outcome;
    }
  }

  /** What it makes of one that stands at an address. */
  Outcome ask(String host, int port, String timeout) {
    Provider provider = start(host, port, timeout);
    Outcome outcome = send(provider, KEY);
    provider.rail().stop();
    return outcome;
  }

  /** What is sent through settings of one's own. */
  Outcome ask(Map<String, String> settings) {
    Provider provider = providers.start(provider(), settings);
    Outcome outcome = send(provider, KEY);
    provider.rail().stop();
    return outcome;
  }

  /** The provider at an address. */
  Provider start(String host, int port, String timeout) {
    Map<String, String> settings = new HashMap<>(address(host, port));
    settings.put("timeout", timeout);
    return providers.start(provider(), settings);
  }

  private Outcome send(Provider provider, String key) {
    return providers.send(
        provider, request(key), SendBy.within(Duration.ofSeconds(5), Clock.systemUTC()));
  }

  static String word(Outcome outcome) {
    return outcome.elsewhere() ? "elsewhere" : outcome.word();
  }

  static void write(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  static void assertNotSent(Outcome outcome) {
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.NOT_SENT);
  }

  static void assertUnknown(Outcome outcome) {
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.UNKNOWN);
  }
}
