package io.serai.cli;

import io.serai.cli.TrafficFigures.Count;
import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.LinkConfig;
import io.serai.iso8583.LoneLink;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serai iso serve}: a network's host that hubs dial, with traffic of its own. */
@Command(
    name = "serve",
    description = {
      "Listens as a network's host for hubs that dial: answers sign-on, echo test and sign-off, and"
          + " sends requests over the connections that were opened. Prints a line for each second"
          + " in which something happened. SIGINT and SIGTERM stop it: it sends no more, waits for"
          + " the answers, signs off, closes and prints a summary."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every request was answered, and as it should",
      "1:an answer was missing or wrong",
      "2:wrong usage, or it cannot listen"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  serai iso serve --link network --listen localhost:8584 --rate 5",
      "  serai iso serve --listen 0.0.0.0:9000 --format iso93binary --set edition=1993 \\",
      "    --set sign_on=true --rate 200 --count 10000 --amount 100-5000",
      "  serai iso serve --link van-k --listen localhost:9000 --answer 51"
    })
final class IsoServeCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final Duration MARGIN = Duration.ofSeconds(2);

  @Option(
      names = "--listen",
      converter = Address.Converter.class,
      paramLabel = "HOST:PORT",
      description = "Where to listen; the link's address if nothing is said.")
  private @Nullable Address listen;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Requests in a second, also 0.5; ${DEFAULT-VALUE} sends none.")
  private double rate;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "Stop when so many were sent; ${DEFAULT-VALUE} for never.")
  private long count;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How long to wait for an answer (${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(
      names = "--answer",
      paramLabel = "CODE",
      defaultValue = "00",
      description = "DE39 for the hub's own requests (${DEFAULT-VALUE}).")
  private String answer = "";

  @Mixin private IsoLinkOptions options = new IsoLinkOptions();

  @Mixin private TrafficOptions requests = new TrafficOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    check();
    LinkConfig config = config();
    try (StopSignal stop = new StopSignal()) {
      TrafficFigures figures = serve(config, stop);
      print("in all: " + figures);
      return stop.exit(figures.isFlawless() ? 0 : 1);
    }
  }

  private TrafficFigures serve(LinkConfig config, StopSignal stop) throws InterruptedException {
    CompletableFuture<Traffic> counting = new CompletableFuture<>();
    try (LoneLink link = LoneLink.open(config, options.packagers(), new Host(counting));
        Traffic traffic = traffic(link, config)) {
      counting.complete(traffic);
      requestsFit(link, config);
      print("listens on port " + link.ports().get(0) + " as " + config.name());
      traffic.start(rate);
      while (!stop.isAsked() && !traffic.awaitAllSent(StopSignal.LOOK)) {
        // nothing: each of them is looked at in turn
      }
      TrafficFigures figures = traffic.finish(config.requests().timeout().plus(MARGIN));
      var unused =
          link.signOff()
              .orTimeout(MARGIN.toMillis(), TimeUnit.MILLISECONDS)
              .handle((done, failure) -> failure == null)
              .join();
      return figures;
    }
  }

  private Traffic traffic(LoneLink link, LinkConfig config) {
    Clock clock = Clock.systemUTC();
    return new Traffic(
        link, () -> requests.next(config.session().edition(), clock), count, this::print);
  }

  private void requestsFit(LoneLink link, LinkConfig config) {
    IsoMessage request = requests.next(config.session().edition(), Clock.systemUTC());
    String problem = rate > 0 ? link.problem(request) : null;
    if (problem != null) {
      throw wrong("the requests: " + problem);
    }
  }

  private LinkConfig config() {
    LinkConfig config = options.describe(listen).with("timeout", timeoutSeconds + "s").listening();
    if (config.peer().addresses().isEmpty()) {
      throw wrong("the link has no address: give --listen");
    }
    return config;
  }

  private void check() {
    requests.check(spec);
    if (listen == null && !options.isNamed()) {
      throw wrong("give --listen or --link");
    }
    if (!(rate >= 0 && rate <= 10_000)) {
      throw wrong("--rate: must be 0 to 10000");
    }
    if (count < 0) {
      throw wrong("--count: must not be negative");
    }
    if (timeoutSeconds < 1) {
      throw wrong("--timeout: must be at least 1");
    }
    if (!answer.matches("\\d{2,3}")) {
      throw wrong("--answer: must be two digits, or three of 1993");
    }
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(TIME.format(LocalTime.now(ZoneId.systemDefault())) + "  " + line);
    out.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Takes what the hub asks, and counts it. */
  private final class Host implements LoneLink.Peer {

    private final CompletableFuture<Traffic> counting;

    Host(CompletableFuture<Traffic> counting) {
      this.counting = counting;
    }

    @Override
    public String decide(IsoMessage request) {
      var unused = counting.thenAccept(traffic -> traffic.count(Count.RECEIVED));
      return answer;
    }

    @Override
    public void late() {
      var unused = counting.thenAccept(traffic -> traffic.count(Count.LATE));
    }

    @Override
    public void notice(String line) {
      print(line);
    }
  }
}
