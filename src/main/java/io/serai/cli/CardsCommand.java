package io.serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.issuing.CardImportReport;
import io.serai.issuing.CardPage;
import io.serai.issuing.CardRequest.From;
import io.serai.issuing.CardView;
import io.serai.issuing.Cards;
import io.serai.issuing.CardsImport;
import io.serai.issuing.StatusChange;
import io.serai.issuing.StatusChange.Action;
import io.serai.journal.CardSeals;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai cards}: cards of all tenants, over the hub's database. */
@Command(name = "cards", description = "Cards that the hub issues.")
final class CardsCommand {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();
  private static final Ids IDS = prefix -> prefix + UUID.randomUUID().toString().replace("-", "");

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Imports cards that were given out elsewhere; bad lines are printed and left out. */
  @Command(
      name = "import",
      description = {
        "Import cards from CSV (number, expiry, balance_minor, credit_line_minor, program).",
        "Bad lines are printed and left out, and make the exit code 1."
      })
  int read(
      @Parameters(paramLabel = "FILE", description = "In UTF-8; - for standard input.") String file,
      @Option(
              names = "--routes",
              defaultValue = "routes",
              description = "The folder with issuing.yaml; ${DEFAULT-VALUE} if nothing is said.")
          Path routes,
      @Option(
              names = "--vault-key-file",
              required = true,
              defaultValue = "${env:SERAI_VAULT_KEYFILE}",
              description = "The hub's own (or SERAI_VAULT_KEYFILE).")
          String keyFile)
      throws IOException {
    var programs = CardsImport.programs(routes);
    try (InputStream csv = open(file);
        var connection = database.connection()) {
      return print(
          new CardsImport(
                  JdbcClient.create(connection),
                  CardSeals.of(keyFile),
                  name -> Optional.ofNullable(programs.get(name)),
                  Clock.systemUTC(),
                  IDS)
              .read(csv));
    }
  }

  private InputStream open(String file) throws IOException {
    if (file.equals("-")) {
      // Not closed: it is the process's.
      return new FilterInputStream(System.in) {
        @Override
        public void close() {}
      };
    }
    Path path = Path.of(file);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new ParameterException(spec.commandLine(), "FILE: " + file + " cannot be read");
    }
    return Files.newInputStream(path);
  }

  private int print(CardImportReport report) {
    report
        .errors()
        .forEach(
            error ->
                out()
                    .println(
                        "line " + error.line() + ": " + error.field() + ": " + error.reason()));
    if (report.errorCount() > report.errors().size()) {
      out().println((report.errorCount() - report.errors().size()) + " more mistakes");
    }
    out().println(report.kept() + " of " + report.lines() + " lines kept");
    return report.errorCount() == 0 ? 0 : 1;
  }

  /** Shows a card and its account. */
  @Command(name = "show", description = "A card and its account.")
  int show(@Mixin One one) {
    return with(one, cards -> cards.show(null, one.id));
  }

  /** Stops a card. */
  @Command(name = "block", description = "Stop a card; lost and stolen are for good.")
  int block(
      @Mixin One one,
      @Option(
              names = "--reason",
              required = true,
              description = "holder, lost, stolen, fraud, program or other.")
          String reason,
      @Mixin Who who) {
    return change(one, Action.BLOCK, reason, who);
  }

  /** Lets a card be used again. */
  @Command(name = "unblock", description = "Let a card be used again.")
  int unblock(@Mixin One one, @Mixin Who who) {
    return change(one, Action.UNBLOCK, null, who);
  }

  private int change(One one, Action action, @Nullable String reason, Who who) {
    return with(
        one,
        cards ->
            cards.change(
                null,
                one.id,
                new StatusChange(action, reason, who.note, who.operator),
                new From("", "", "", "", ""),
                null));
  }

  /** Prints what happened to a card, newest first. */
  @Command(name = "history", description = "What happened to a card, newest first.")
  int history(
      @Mixin One one,
      @Option(names = "--after", description = "What the last page said in next.")
          @Nullable String after,
      @Option(names = "--limit", defaultValue = "50", description = "At most so many.") int limit) {
    return with(one, cards -> cards.history(null, one.id, after, limit));
  }

  private int with(One one, Function<Cards, Object> work) {
    try (var connection = database.connection()) {
      print(work.apply(new Cards(connection, Clock.systemUTC(), IDS)), one.json);
      return 0;
    } catch (SeraiException e) {
      if (e.code() == ErrorCode.CARD_NOT_FOUND || e.code() == ErrorCode.STATE_CONFLICT) {
        out().println(e.getMessage());
        return 1;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private void print(Object told, boolean json) {
    if (json) {
      try {
        out().println(JSON.writeValueAsString(told));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("plain values are always JSON", e);
      }
    } else if (told instanceof CardView card) {
      print(card);
    } else if (told instanceof CardPage page) {
      page.entries().forEach(this::print);
      line("next", page.next());
    }
  }

  private void print(CardView card) {
    line("id", card.id());
    line("number", card.bin() + "…" + card.lastFour());
    line("status", card.status());
    line("expiry", card.expiry());
    line("replaced by", card.replacedBy());
    line("account", card.account());
    line("program", card.program() + " of " + card.tenant());
    line("holder", card.holder());
    line("balance", card.balance() + " " + card.currency());
    line("credit line", card.creditLine());
    line("held", card.held());
    line("available", card.available());
  }

  private void print(CardPage.Entry entry) {
    out()
        .printf(
            Locale.ROOT,
            "%d  %s  %s %d %s  balance %d  held %d  %s%s%n",
            entry.seq(),
            entry.at(),
            entry.kind(),
            entry.amount(),
            entry.currency(),
            entry.balance(),
            entry.heldAfter(),
            entry.responseCode() == null ? "" : entry.responseCode() + " ",
            entry.reason());
  }

  private void line(String name, @Nullable Object value) {
    if (value != null) {
      out().printf("%-12s %s%n", name, value);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Which card, and how it is told. */
  static final class One {
    @Parameters(paramLabel = "CARD", description = "crd_…")
    private String id = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;
  }

  /** Who does it, and more of why; kept in the history. */
  static final class Who {
    @Option(names = "--operator", required = true, description = "Your name, for the record.")
    private String operator = "";

    @Option(names = "--note", description = "More of why, for the record.")
    private @Nullable String note;
  }
}
