package io.serai.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.serai.testkit.TestCards;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs scenarios against the servers; numbers them, so that no two share a key. */
final class Runner {

  private static final int LARGEST = 65_536;
  private static final int LENGTH_BYTES = 2;
  private static final byte[][] CARDS = TestCards.numbers(Servers.CARDS);

  private final Servers servers;
  private final Behind behind;
  private final ProcessHandle postmaster;
  private final DeadVan dead;
  private int number;

  Runner(Servers servers, Behind behind, ProcessHandle postmaster) {
    this.dead = new DeadVan(servers);
    this.servers = servers;
    this.behind = behind;
    this.postmaster = postmaster;
  }

  /**
   * Runs one.
   *
   * @param perSecond requests that are due a second; 0 for a closed loop
   */
  Result run(Scenario scenario, double perSecond, Duration warmUp, Duration measured)
      throws InterruptedException {
    number++;
    if (scenario.subject() == Scenario.Subject.BESIDE_DEAD) {
      dead.awaitWaiting();
    }
    Meter meter = new Meter();
    AtomicReference<@Nullable Cpu> before = new AtomicReference<>();
    AtomicReference<@Nullable Cpu> after = new AtomicReference<>();
    Load.run(
        servers.port(scenario.subject()),
        scenario.connections(),
        connection -> handlers(scenario, perSecond, connection, meter),
        meter,
        warmUp,
        measured,
        new Load.Watch() {
          @Override
          public void begins() {
            before.set(cpu(scenario));
          }

          @Override
          public void ends() {
            after.set(cpu(scenario));
          }
        });
    boolean hub = scenario.subject().isHub();
    Behind.Lag lag = hub ? behind.now() : null;
    double settledAfter = hub ? behind.awaitSettled() : 0;
    return result(scenario, meter, known(before), known(after), lag, settledAfter);
  }

  private static Cpu known(AtomicReference<@Nullable Cpu> cpu) {
    return java.util.Objects.requireNonNull(cpu.get());
  }

  private Cpu cpu(Scenario scenario) {
    return Cpu.now(servers.process(scenario.subject()), postmaster);
  }

  private static Result result(
      Scenario scenario,
      Meter meter,
      Cpu before,
      Cpu after,
      Behind.@Nullable Lag lag,
      double settledAfter) {
    long total = meter.latencies().total();
    return new Result(
        scenario,
        total / meter.seconds(),
        meter.latencies(),
        meter.errors(),
        after.micros(before, Cpu::server, total),
        after.micros(before, Cpu::database, total),
        after.micros(before, Cpu::client, total),
        lag,
        settledAfter);
  }

  private ChannelHandler[] handlers(
      Scenario scenario, double perSecond, int connection, Meter meter) {
    LoadHandler.Pace pace = LoadHandler.Pace.of(perSecond, connection, scenario.connections());
    return switch (scenario.subject()) {
      case PEER, FLOOR -> iso(one("9999000000000000"), scenario, pace, connection, meter);
      case VAN -> iso(one("5105105105105100"), scenario, pace, connection, meter);
      case ISSUER, BESIDE_DEAD -> iso(one("4111111111111111"), scenario, pace, connection, meter);
      case ISSUER_PEER, ISSUING, ISSUING_HALF, ISSUING_OVERLOAD ->
          iso(CARDS, scenario, pace, connection, meter);
      case CHARGES ->
          new ChannelHandler[] {
            new HttpResponseDecoder(),
            new HttpObjectAggregator(LARGEST),
            new RestLoad(meter, Servers.API_KEY, "bench-" + number + "-" + connection)
          };
    };
  }

  private static byte[][] one(String pan) {
    return new byte[][] {pan.getBytes(US_ASCII)};
  }

  private ChannelHandler[] iso(
      byte[][] cards, Scenario scenario, LoadHandler.Pace pace, int connection, Meter meter) {
    var frame = new IsoFrame(cards, "B%03d%04d".formatted(number, connection));
    return new ChannelHandler[] {
      new LengthFieldBasedFrameDecoder(LARGEST, 0, LENGTH_BYTES, 0, LENGTH_BYTES),
      new IsoLoad(meter, scenario.inFlight(), pace, frame)
    };
  }
}
