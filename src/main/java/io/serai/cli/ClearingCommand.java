package io.serai.cli;

import io.serai.issuing.CardTokens;
import io.serai.issuing.ClearingFiles;
import io.serai.issuing.ClearingImport;
import io.serai.issuing.ClearingRecord;
import io.serai.issuing.ClearingRecords;
import io.serai.issuing.ClearingReport;
import io.serai.journal.CardSeals;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai clearing}: takes card networks' files in; the hub's workers book their records. */
@Command(name = "clearing", description = "Clearing files of card networks.")
final class ClearingCommand {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Takes a file in; a bad record is printed and put aside. */
  @Command(
      name = "import",
      description =
          "Take a CSV file in, if it is whole; the hub books its records. Bad ones are printed and"
              + " put aside, and make the exit code 1.")
  int read(
      @Parameters(paramLabel = "FILE", description = "In UTF-8.") Path file,
      @Option(names = "--tenant", required = true, description = "Whose cards it is about.")
          String tenant,
      @Option(names = "--operator", required = true, description = "Your name, for the record.")
          String operator,
      @Option(
              names = "--key-file",
              description = "The hub's vault key file (or SERAI_VAULT_KEYFILE).",
              defaultValue = "${env:SERAI_VAULT_KEYFILE:-}")
          String keyFile)
      throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ParameterException(spec.commandLine(), "FILE: " + file + " cannot be read");
    }
    PrintWriter err = spec.commandLine().getErr();
    try (InputStream csv = Files.newInputStream(file);
        var connection = database.connection()) {
      CardSeals seals = CardSeals.of(keyFile);
      var imports =
          new ClearingImport(
              connection,
              new CardTokens(seals),
              seals::keyed,
              prefix -> prefix + UUID.randomUUID().toString().replace("-", ""),
              Clock.systemUTC());
      return print(
          imports.read(
              csv,
              tenant,
              operator,
              line -> {
                err.println(line);
                err.flush();
              }));
    }
  }

  /** How a file stands. */
  @Command(name = "show", description = "How far a file is booked, and what was put aside.")
  int show(
      @Parameters(paramLabel = "NAME", description = "The network's name for the file.")
          String name,
      @Option(names = "--tenant", description = "Whose, if several tenants have one.")
          @Nullable String tenant) {
    return print(new ClearingFiles(JdbcClient.create(database.connection())).report(tenant, name));
  }

  /** What was put aside. */
  @Command(name = "aside", description = "Records that were put aside, of all files.")
  int aside(
      @Option(
              names = "--state",
              defaultValue = "ASIDE",
              description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if nothing is said.")
          ClearingRecords.State state,
      @Option(names = "--tenant", description = "Only this one's.") @Nullable String tenant,
      @Option(names = "--file", description = "Only of the file of this name.")
          @Nullable String file,
      @Option(names = "--after", description = "Only those behind this one.")
          @Nullable String after,
      @Option(
              names = "--limit",
              defaultValue = "100",
              description = "How many; ${DEFAULT-VALUE} if nothing is said.")
          int limit) {
    records().list(state, tenant, file, after, limit).forEach(this::print);
    return 0;
  }

  /** Has one of them tried again. */
  @Command(
      name = "retry",
      description = "Have a record that was put aside booked, now that what it met is mended.")
  int retry(
      @Parameters(paramLabel = "ID", description = "Such as clr_….7, as aside prints it.")
          String id,
      @Option(names = "--operator", required = true, description = "Who you are, for the record.")
          String operator,
      @Option(names = "--reason", required = true, description = "Why, for the record.")
          String reason) {
    print(records().retry(id, operator, reason, Clock.systemUTC().instant()));
    return 0;
  }

  /** Has one of them not booked. */
  @Command(name = "dismiss", description = "Have a record that was put aside not booked.")
  int dismiss(
      @Parameters(paramLabel = "ID", description = "Such as clr_….7, as aside prints it.")
          String id,
      @Option(names = "--operator", required = true, description = "Who you are, for the record.")
          String operator,
      @Option(names = "--reason", required = true, description = "Why, for the record.")
          String reason) {
    print(records().dismiss(id, operator, reason, Clock.systemUTC().instant()));
    return 0;
  }

  private ClearingRecords records() {
    return new ClearingRecords(JdbcClient.create(database.connection()));
  }

  private void print(ClearingRecord record) {
    ClearingRecord.Data data = record.data();
    StringBuilder line = new StringBuilder(record.id());
    line.append(" of ").append(record.file()).append(" is ").append(record.state());
    if (data != null) {
      line.append("; ").append(data.type()).append(" of ").append(data.billingAmount());
      line.append(' ').append(data.billingCurrency()).append(", card … ").append(data.lastFour());
      line.append(", reference ").append(data.acquirerReference());
    }
    if (record.reason() != null) {
      line.append("; ").append(record.field()).append(": ").append(record.reason());
      line.append(record.retryable() ? "; can be tried again" : "");
    }
    spec.commandLine().getOut().println(line);
  }

  private int print(ClearingReport report) {
    PrintWriter out = spec.commandLine().getOut();
    report
        .mistakes()
        .forEach(
            one -> out.println("line " + one.line() + ": " + one.field() + ": " + one.reason()));
    if (report.aside() > report.mistakes().size()) {
      out.println((report.aside() - report.mistakes().size()) + " more put aside");
    }
    out.println(
        report.file()
            + " is "
            + report.state()
            + (report.reason() == null ? "" : ": " + report.reason())
            + "; "
            + report.records()
            + " records: "
            + report.booked()
            + " booked ("
            + report.withoutHold()
            + " without a hold), "
            + report.waiting()
            + " waiting, "
            + report.repeated()
            + " repeated, "
            + report.aside()
            + " put aside"
            + (report.dismissed() == 0 ? "" : ", " + report.dismissed() + " dismissed"));
    return report.aside() == 0 && !report.state().equals("refused") ? 0 : 1;
  }
}
