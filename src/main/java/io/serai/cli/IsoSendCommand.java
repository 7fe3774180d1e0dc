package io.serai.cli;

import io.serai.iso8583.IsoClient;
import io.serai.iso8583.IsoMessage;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai iso send}: one request, its answer, and what to type to undo it. */
@Command(
    name = "send",
    description = "Sends one ISO 8583 request and prints its answer, masked.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered with DE39 00",
      "1:answered with another DE39",
      "2:wrong usage, no connection or no answer"
    })
final class IsoSendCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      required = true,
      converter = Address.Converter.class,
      paramLabel = "HOST:PORT",
      description = "Where the hub listens, such as localhost:8583.")
  private Address to = new Address("", 0);

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for connection and answer (${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Mixin private IsoRequestOptions request = new IsoRequestOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    IsoMessage message = request.message(command, Clock.systemUTC());
    PrintWriter out = command.commandLine().getOut();
    Duration timeout = Duration.ofSeconds(timeoutSeconds);
    try (IsoClient client = IsoClient.connect(to.host(), to.port(), timeout)) {
      IsoMessage answer = client.send(message).orTimeout(timeoutSeconds, TimeUnit.SECONDS).join();
      client.describe(answer).forEach(out::println);
      if (message.messageClass() == '1' || message.messageClass() == '2') {
        out.println(
            "To undo it: --mti 0400 --reverse-of "
                + message.mti()
                + ":"
                + message.field(11)
                + ":"
                + message.field(7));
      }
      out.flush();
      return "00".equals(answer.field(39)) ? 0 : 1;
    }
  }
}
