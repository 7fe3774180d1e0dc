package io.serai.cli;

import io.serai.client.SeraiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The idempotency key of what a command does. */
final class KeyOption {

  @Option(
      names = "--key",
      description = {
        "The idempotency key, one for each intended effect.",
        "Where none is given, one is made and printed before anything is sent."
      })
  private @Nullable String given;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** The given one, or a new one that people have seen by then. */
  String key() {
    if (given != null) {
      return given;
    }
    given = SeraiClient.newKey();
    spec.commandLine()
        .getErr()
        .println("serai: to send the same again, and do it once, add --key " + given);
    return given;
  }
}
