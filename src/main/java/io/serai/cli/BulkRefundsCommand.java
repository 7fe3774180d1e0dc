package io.serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.refund.BulkRefund;
import io.serai.refund.BulkRefunds;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai bulk-refunds}: writes and reads the rows; the hub's workers make the refunds. */
@Command(name = "bulk-refunds", description = "Refunds many payments at once.")
final class BulkRefundsCommand {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Begins one, or counts what it would do. */
  @Command(name = "create", description = "Begin one; with --dry-run only count.")
  int create(
      @Mixin RefundFilterOptions filter,
      @Option(
              names = "--rate",
              description = "Refunds in a second, 1 to 1000; 20 if nothing is said.")
          @Nullable Integer rate,
      @Option(names = "--dry-run", description = "Count and change nothing.") boolean dryRun,
      @Mixin WhoAndWhy who) {
    print(
        dryRun
            ? jobs().dryRun(filter.filter())
            : jobs().create(filter.filter(), who.operator(), who.reason(), rate));
    return 0;
  }

  /** The latest ones, a line each. */
  @Command(name = "list", description = "The latest ones, a line each.")
  int list(@Option(names = "--limit", defaultValue = "20", description = "How many.") int limit) {
    for (BulkRefund one : jobs().list(limit)) {
      spec.commandLine()
          .getOut()
          .println(
              String.join(
                  "  ",
                  one.id(),
                  one.state(),
                  one.counts().get("done") + " of " + one.counts().get("total"),
                  one.filter().tenant(),
                  one.createdAt().toString(),
                  one.reason()));
    }
    return 0;
  }

  /** One of them, with its progress. */
  @Command(name = "show", description = "One of them, with its progress, as JSON.")
  int show(@Parameters(paramLabel = "ID", description = "br_…") String id) {
    print(jobs().show(id));
    return 0;
  }

  /** Begins no more refunds until it is resumed. */
  @Command(name = "pause", description = "Begin no more refunds until it is resumed.")
  int pause(@Parameters(paramLabel = "ID", description = "br_…") String id, @Mixin WhoAndWhy who) {
    print(jobs().pause(id, who.operator(), who.reason()));
    return 0;
  }

  /** Goes on. */
  @Command(name = "resume", description = "Go on after a pause.")
  int resume(@Parameters(paramLabel = "ID", description = "br_…") String id, @Mixin WhoAndWhy who) {
    print(jobs().resume(id, who.operator(), who.reason()));
    return 0;
  }

  /** Begins no more refunds, for good. */
  @Command(name = "cancel", description = "Begin no more refunds, for good.")
  int cancel(@Parameters(paramLabel = "ID", description = "br_…") String id, @Mixin WhoAndWhy who) {
    print(jobs().cancel(id, who.operator(), who.reason()));
    return 0;
  }

  private BulkRefunds jobs() {
    return new BulkRefunds(
        database.connect(),
        JSON,
        Clock.systemUTC(),
        prefix -> prefix + UUID.randomUUID().toString().replace("-", ""));
  }

  private void print(Object what) {
    try {
      spec.commandLine().getOut().println(JSON.writeValueAsString(what));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values are always JSON", e);
    }
  }

  /** Who does it, and why; kept with the bulk refund. */
  static final class WhoAndWhy {
    @Option(names = "--operator", required = true, description = "Your name.")
    private String operator = "";

    @Option(names = "--reason", required = true, description = "Why, for whoever reads it later.")
    private String reason = "";

    String operator() {
      return operator;
    }

    String reason() {
      return reason;
    }
  }
}
