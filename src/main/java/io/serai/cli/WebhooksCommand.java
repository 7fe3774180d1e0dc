package io.serai.cli;

import io.serai.webhook.WebhookDelivery;
import io.serai.webhook.WebhookEndpoint;
import io.serai.webhook.WebhookReplay;
import io.serai.webhook.Webhooks;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai webhooks}: what upstreams are told, over the hub's database. */
@Command(name = "webhooks", description = "Endpoints that are told of events.")
final class WebhooksCommand {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** One line for each endpoint; exit code 0 also when there is none. */
  @Command(name = "list", description = "List endpoints and how they stand.")
  int list() {
    webhooks().list().forEach(this::print);
    return 0;
  }

  /** One line for each delivery. */
  @Command(name = "deliveries", description = "List deliveries to an endpoint, the oldest first.")
  int deliveries(
      @Parameters(paramLabel = "NAME", description = "The endpoint.") String name,
      @Option(
              names = "--state",
              defaultValue = "WAITING",
              description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
          Webhooks.State state,
      @Option(names = "--after", defaultValue = "0", description = "Only those behind this number.")
          long after,
      @Option(names = "--limit", defaultValue = "100", description = "At most so many.")
          int limit) {
    List<WebhookDelivery> found = webhooks().deliveries(name, state, after, Math.max(1, limit));
    found.forEach(
        one ->
            out()
                .printf(
                    Locale.ROOT,
                    "%d  %s  %s  %s  %s  %d tries  last %s%n",
                    one.id(),
                    one.event(),
                    one.type(),
                    one.subject(),
                    one.state(),
                    one.tries(),
                    one.lastResult() == null ? "-" : one.lastResult()));
    return 0;
  }

  /** Sends an endpoint nothing until it is resumed. */
  @Command(name = "pause", description = "Send an endpoint nothing until it is resumed.")
  int pause(
      @Parameters(paramLabel = "NAME", description = "The endpoint.") String name,
      @Mixin WhoAndWhy who) {
    print(webhooks().pause(name, who.operator(), who.reason(), now()));
    return 0;
  }

  /** Sends an endpoint at once what waits for it. */
  @Command(name = "resume", description = "Send an endpoint at once what waits for it.")
  int resume(
      @Parameters(paramLabel = "NAME", description = "The endpoint.") String name,
      @Mixin WhoAndWhy who) {
    print(webhooks().resume(name, who.operator(), who.reason(), now()));
    return 0;
  }

  /** Sends again what was taken or given up. */
  @Command(name = "replay", description = "Send again what was taken or given up.")
  int replay(
      @Parameters(paramLabel = "NAME", description = "The endpoint.") String name,
      @Option(names = "--event", description = "One event, by its id.") @Nullable String event,
      @Option(names = "--given-up", description = "Only what was given up.") boolean givenUp,
      @Option(
              names = "--from",
              description = "Written down no earlier, such as 2026-11-28T10:00:00Z.")
          @Nullable Instant from,
      @Option(names = "--to", description = "Written down before.") @Nullable Instant to,
      @Mixin WhoAndWhy who) {
    var which = new WebhookReplay(event, givenUp, from, to);
    int replayed = webhooks().replay(name, which, who.operator(), who.reason(), now());
    out().println(replayed + " are sent again");
    return replayed == 0 ? 1 : 0;
  }

  private Webhooks webhooks() {
    return new Webhooks(database.connect());
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void print(WebhookEndpoint one) {
    String state = one.enabled() ? "on" : "off";
    out()
        .printf(
            Locale.ROOT,
            "%s  %s  %s  %s  %d waiting%s  %d given up%n",
            one.name(),
            one.tenant(),
            one.pausedAt() == null
                ? state
                : "paused by " + one.pausedBy() + ": " + one.pausedReason(),
            one.url(),
            one.waiting(),
            one.oldestWaiting() == null ? "" : " since " + one.oldestWaiting(),
            one.givenUp());
  }

  /** Who does it, and why; kept for the record. */
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
