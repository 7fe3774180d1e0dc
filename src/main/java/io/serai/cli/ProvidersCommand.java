package io.serai.cli;

import io.serai.payment.SeraiException;
import io.serai.provider.HealthBoard;
import io.serai.provider.OperatorOverride;
import io.serai.provider.ProviderHealth;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai providers}: who is left out, and the operator's own word on it. */
@Command(name = "providers", description = "Providers: who is left out, and who is not to be.")
final class ProvidersCommand {

  private static final String NAME = "[a-z0-9][a-z0-9._@-]{0,62}";

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Who decides, why, and about whom. */
  static final class Decision {
    @Parameters(paramLabel = "PROVIDER", description = "Its name in providers.yaml.")
    private String provider = "";

    @Option(names = "--reason", required = true, description = "Why; it is kept.")
    private String reason = "";

    @Option(names = "--operator", required = true, description = "Your name; it is kept.")
    private String operator = "";
  }

  /** Prints how they stand. */
  @Command(name = "list", description = "How they stand.")
  int list() {
    new HealthBoard(database.connect()).all().forEach(this::print);
    return 0;
  }

  /** Uses one whatever its errors. */
  @Command(name = "in", description = "Use it, whatever its errors.")
  int in(@Mixin Decision decision) {
    return decide(decision, OperatorOverride.Mode.IN);
  }

  /** Sends nothing to one. */
  @Command(name = "out", description = "Send nothing to it, not even reversals; they wait.")
  int out(@Mixin Decision decision) {
    return decide(decision, OperatorOverride.Mode.OUT);
  }

  /** Lets the errors of one decide again. */
  @Command(name = "auto", description = "Let its errors decide again.")
  int auto(@Mixin Decision decision) {
    return decide(decision, OperatorOverride.Mode.AUTO);
  }

  private int decide(Decision wanted, OperatorOverride.Mode mode) {
    if (!wanted.operator.matches(NAME)) {
      throw wrong("--operator: write lower-case letters, digits and . _ @ -");
    }
    try {
      print(
          new HealthBoard(database.connect())
              .decide(wanted.provider, mode, wanted.reason, wanted.operator));
      return 0;
    } catch (SeraiException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void print(ProviderHealth provider) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%-16s %-8s %-7s %d of %d errors in %d s, since %s%s%n",
        provider.name(),
        provider.bypassed() ? "left out" : "used",
        provider.state().word(),
        provider.errors(),
        provider.errorsLimit(),
        provider.withinSeconds(),
        provider.since(),
        provider.reason() == null ? "" : ": " + provider.reason());
    OperatorOverride override = provider.override();
    if (override != null) {
      out.printf(
          "%-16s %s by %s at %s: %s%n",
          "", override.mode().word(), override.operator(), override.at(), override.reason());
    }
    ProviderHealth.Probe probe = provider.lastProbe();
    if (probe != null) {
      out.printf("%-16s probed at %s: %s%n", "", probe.at(), probe.result());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
