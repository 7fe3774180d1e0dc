package io.serai.cli;

import io.serai.security.ApiKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serai keys}: the API keys of tenants. */
@Command(name = "keys", description = "API keys of tenants.")
final class KeysCommand {

  private static final String TENANT = "[a-z0-9][a-z0-9-]{0,62}";

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Creates a key and prints it; it is kept nowhere, so this is the one time that it is seen. */
  @Command(name = "create", description = "Create a key, print it once and keep its hash.")
  int create(
      @Option(names = "--tenant", required = true, description = "Whose key it is.")
          String tenant) {
    if (!tenant.matches(TENANT)) {
      throw new ParameterException(
          spec.commandLine(),
          "--tenant: write lower-case letters, digits and dashes, such as acme");
    }
    String key = ApiKeys.random();
    new ApiKeys(database.connect()).put(key, tenant);
    spec.commandLine().getOut().println(key);
    return 0;
  }

  /** Ends a key, given on standard input. */
  @Command(name = "revoke", description = "End the key that is given on standard input.")
  int revoke() {
    boolean ended = new ApiKeys(database.connect()).revoke(StandardInput.line());
    spec.commandLine().getOut().println(ended ? "revoked" : "there is no such valid key");
    return ended ? 0 : 1;
  }
}
