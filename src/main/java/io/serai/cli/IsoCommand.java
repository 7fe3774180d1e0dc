package io.serai.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code serai iso}: the other side of the hub's links, for people. */
@Command(
    name = "iso",
    description = "Speaks ISO 8583 with a hub, as a terminal or as a network's host.",
    mixinStandardHelpOptions = true,
    subcommands = {IsoSendCommand.class, IsoServeCommand.class})
final class IsoCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }
}
