package io.serai.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command {@code serai}. Exit codes: 0 done, 1 done but answered with no, 2 wrong usage or no
 * connection; what asks a running hub has more of them ({@link HubExit}). The others need no
 * running hub. It has no Spring of its own.
 */
@Command(
    name = "serai",
    description = "Works with a Serai payments hub.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = SeraiCommand.Version.class,
    subcommands = {
      BulkRefundsCommand.class,
      CardsCommand.class,
      ChargeCommand.class,
      CheckCommand.class,
      ClearingCommand.class,
      HistoryCommand.class,
      IsoCommand.class,
      KeysCommand.class,
      NoticesCommand.class,
      OperatorsCommand.class,
      OrderCommand.class,
      PaymentCommand.class,
      ProvidersCommand.class,
      ReceiptCommand.class,
      RefundCommand.class,
      RegistryCommand.class,
      ResolutionsCommand.class,
      RoutesCommand.class,
      WebhooksCommand.class
    })
public final class SeraiCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Before the first logger: logback's own default prints every library's debug lines.
    System.setProperty("logback.configurationFile", "logback-cli.xml");
    System.exit(commandLine().execute(args));
  }

  /** The command with all its subcommands and its handling of errors. */
  public static CommandLine commandLine() {
    return new CommandLine(new SeraiCommand())
        .setParameterExceptionHandler(
            (wrong, arguments) -> {
              CommandLine command = wrong.getCommandLine();
              command
                  .getErr()
                  .println(
                      "serai: "
                          + wrong.getMessage()
                          + "; see '"
                          + command.getCommandSpec().qualifiedName()
                          + " --help'");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println("serai: " + Failures.inOneLine(failure));
              return CommandLine.ExitCode.USAGE;
            });
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** The version of the jar, if it is run from one. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SeraiCommand.class.getPackage().getImplementationVersion();
      return new String[] {"serai " + (version == null ? "(not packaged)" : version)};
    }
  }
}
