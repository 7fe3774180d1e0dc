package io.serai.cli;

import io.serai.security.Operators;
import java.nio.charset.StandardCharsets;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serai operators}: the people who run the hub. */
@Command(name = "operators", description = "The people who run the hub.")
final class OperatorsCommand {

  private static final String NAME = "[a-z0-9][a-z0-9._@-]{0,62}";
  private static final int SHORTEST = 12;
  private static final int LONGEST_BYTES = 72; // bcrypt sees no more

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Creates an operator, or gives it another password and role. */
  @Command(name = "put", description = "Create or change one; the password is standard input.")
  int put(
      @Option(names = "--name", required = true, description = "Name to sign in with.") String name,
      @Option(
              names = "--role",
              defaultValue = "OPERATOR",
              description = "One of ${COMPLETION-CANDIDATES}; a viewer only looks.")
          Operators.Role role) {
    if (!name.matches(NAME)) {
      throw wrong("--name: write lower-case letters, digits and . _ @ -");
    }
    String password = StandardInput.line();
    if (password.length() < SHORTEST
        || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
      throw wrong("the password: " + SHORTEST + " characters to " + LONGEST_BYTES + " bytes");
    }
    new Operators(database.connect(), new BCryptPasswordEncoder()).put(name, password, role);
    spec.commandLine().getOut().println(name + " may sign in");
    return 0;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
