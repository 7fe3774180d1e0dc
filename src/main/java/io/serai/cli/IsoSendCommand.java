package io.serai.cli;

import io.serai.iso8583.Edition;
import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.LinkConfig;
import io.serai.iso8583.LinkDescription;
import io.serai.iso8583.LoneLink;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serai iso send}: one request, its answer, and what to type to undo it. */
@Command(
    name = "send",
    description = "Sends one ISO 8583 request and prints its answer, masked.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered with DE39 00 (1993: 000, 800)",
      "1:answered with another DE39",
      "2:wrong usage, no connection or no answer"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  serai iso send --to localhost:8583 --mti 0100 --pan 4111111111111111 \\",
      "    --amount 1000 --currency JPY",
      "  serai iso send --link network --message request.yaml",
      "  echo '{\"mti\": \"0800\", \"fields\": {\"70\": \"301\"}}' |",
      "    serai iso send --to host:9000 --format iso87binary --framing '4 ASCII digits' --message -"
    })
final class IsoSendCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      converter = Address.Converter.class,
      paramLabel = "HOST:PORT",
      description = "Whom to dial, such as localhost:8583; wins over the link's address.")
  private @Nullable Address to;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for connection and answer (${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Mixin private IsoLinkOptions link = new IsoLinkOptions();

  @Mixin private IsoRequestOptions request = new IsoRequestOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (to == null && !link.isNamed()) {
      throw wrong("give --to or --link");
    }
    if (timeoutSeconds < 1) {
      throw wrong("--timeout: must be at least 1");
    }
    IsoMessage message = request.message(spec, Clock.systemUTC());
    PrintWriter out = spec.commandLine().getOut();
    try (LoneLink peer = LoneLink.open(config(), link.packagers(), new LoneLink.Peer() {})) {
      String problem = peer.problem(message);
      if (problem != null) {
        throw wrong("the message: " + problem);
      }
      awaitUp(peer);
      IsoMessage answer = peer.send(message, true).join();
      peer.describe(answer).forEach(out::println);
      if (message.mti().matches("0[12].*")) {
        out.println(
            "To undo it: --mti 0400 --reverse-of "
                + message.mti()
                + ":"
                + message.field(11)
                + ":"
                + message.field(7));
      }
      out.flush();
      return Edition.isAccepted(answer) ? 0 : 1;
    }
  }

  private LinkConfig config() {
    String seconds = timeoutSeconds + "s";
    LinkDescription description =
        link.describe(to)
            .with("connect_timeout", seconds)
            .with("session_timeout", seconds)
            .with("timeout", seconds);
    if (!link.isNamed()) {
      description.with("match", "11"); // hosts differ in what they give back
    }
    LinkConfig config = description.dialing();
    if (config.peer().addresses().isEmpty()) {
      throw wrong("the link has no address: give --to");
    }
    return config;
  }

  private void awaitUp(LoneLink peer) throws IOException {
    try {
      peer.up().orTimeout(timeoutSeconds, TimeUnit.SECONDS).join();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new IOException("no connection was up in time, so nothing was sent", e);
      }
      throw e;
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
