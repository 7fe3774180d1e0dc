package io.serai.cli;

import io.serai.journal.Cases;
import io.serai.journal.Finding;
import io.serai.journal.ResolutionCase;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai resolutions}: cases of unknown outcomes, over the hub's database. */
@Command(name = "resolutions", description = "Payments whose outcome is being resolved.")
final class ResolutionsCommand {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** One line for each case; exit code 0 also when there is none. */
  @Command(name = "list", description = "List cases, the oldest payments first.")
  int list(
      @Option(
              names = "--state",
              defaultValue = "OPEN",
              description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
          Cases.State state,
      @Option(names = "--after", description = "Only cases behind this one.")
          @Nullable String after,
      @Option(names = "--limit", defaultValue = "100", description = "At most so many.")
          int limit) {
    List<ResolutionCase> found = cases().list(state, after, Math.max(1, limit));
    found.forEach(
        one ->
            out()
                .printf(
                    Locale.ROOT,
                    "%s  %s  %s %s %d  %d tries  last %s%n",
                    one.id(),
                    one.paymentState(),
                    one.provider(),
                    one.operation(),
                    one.amount(),
                    one.tries(),
                    one.lastCode()));
    return 0;
  }

  /** Everything that is known of one case. */
  @Command(name = "show", description = "Show one case.")
  int show(@Parameters(paramLabel = "ID", description = "Such as pay_….1.") String id) {
    print(cases().get(id));
    return 0;
  }

  /** Has a case tried at once. */
  @Command(name = "retry", description = "Try an open case at once.")
  int retry(
      @Parameters(paramLabel = "ID", description = "Such as pay_….1.") String id,
      @Option(names = "--operator", required = true, description = "Who you are, for the record.")
          String operator,
      @Option(names = "--reason", required = true, description = "Why, for the record.")
          String reason) {
    print(cases().retry(id, operator, reason, Clock.systemUTC().instant()));
    return 0;
  }

  /** Ends a case by what was found out at the provider's. */
  @Command(
      name = "settle",
      description = "End an open case by what was found out at the provider's.")
  int settle(
      @Parameters(paramLabel = "ID", description = "Such as pay_….1.") String id,
      @Option(
              names = "--finding",
              required = true,
              description = "${COMPLETION-CANDIDATES}: what became of the request.")
          Finding finding,
      @Option(names = "--operator", required = true, description = "Who you are, for the record.")
          String operator,
      @Option(names = "--reason", required = true, description = "How it is known, for the record.")
          String reason) {
    print(cases().settle(id, finding, operator, reason, Clock.systemUTC().instant()));
    return 0;
  }

  private Cases cases() {
    return new Cases(database.connect());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void print(ResolutionCase one) {
    line("id", one.id());
    line("state", one.state());
    line("payment", one.payment() + " (" + one.paymentState() + ")");
    line("tenant", one.tenant());
    line("asked", one.operation() + " " + one.amount() + " at " + one.provider());
    line("since", one.since());
    line("tries", one.tries());
    line("last", one.lastCode());
    line("next", one.dueAt());
    line("manual since", one.manualAt());
    one.retries()
        .forEach(
            r ->
                line(
                    r.finding() == null ? "retried" : r.finding(),
                    r.at() + " by " + r.operator() + ": " + r.reason()));
  }

  private void line(String name, @Nullable Object value) {
    if (value != null) {
      out().printf("%-13s %s%n", name, value);
    }
  }
}
