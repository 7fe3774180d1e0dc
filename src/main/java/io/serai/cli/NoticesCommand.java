package io.serai.cli;

import io.serai.notice.NoticeBook;
import io.serai.notice.NoticeEntry;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai notices}: what providers told, over the hub's database. */
@Command(name = "notices", description = "What providers told (webhooks in).")
final class NoticesCommand {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** One line for each notice; exit code 0 also when there is none. */
  @Command(name = "list", description = "List notices in a state, the oldest first.")
  int list(
      @Option(
              names = "--state",
              defaultValue = "KEPT",
              description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
          NoticeBook.State state,
      @Option(names = "--after", defaultValue = "", description = "Only those behind this id.")
          String after,
      @Option(names = "--limit", defaultValue = "100", description = "At most so many.")
          int limit) {
    notices().list(state, after, Math.max(1, limit)).forEach(this::print);
    return 0;
  }

  /** Has a kept notice applied again. */
  @Command(name = "replay", description = "Have a kept notice applied again.")
  int replay(
      @Parameters(paramLabel = "ID", description = "The notice.") String id,
      @Mixin WebhooksCommand.WhoAndWhy who) {
    print(notices().replay(id, who.operator(), who.reason(), Clock.systemUTC().instant()));
    return 0;
  }

  private NoticeBook notices() {
    return new NoticeBook(database.connect());
  }

  private void print(NoticeEntry one) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s  %s  %s  %s  %s  %s  %s%n",
        one.id(),
        one.provider(),
        one.event(),
        one.kind(),
        one.state(),
        one.result() == null ? "-" : one.result(),
        one.subject() == null ? "-" : one.subject());
  }
}
