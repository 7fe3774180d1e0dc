package io.serai.cli;

import io.serai.check.CheckReport;
import io.serai.check.Checker;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serai check}: whether the money is right, over everything that a hub has written. */
@Command(
    name = "check",
    description = "Checks that the money is right (I1 to I8); the hub may be at work meanwhile.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no breach", "1:breaches, printed", "2:it could not be checked"})
final class CheckCommand implements Callable<Integer> {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--full",
      description = "Check every payment, not only what changed since the last run without breach.")
  private boolean full;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Kafka's bootstrap servers; Kafka is left out where this is absent.")
  private @Nullable String kafka;

  @Option(
      names = "--topic",
      defaultValue = "serai.journal",
      description = "The journal's topic (${DEFAULT-VALUE}).")
  private String topic = "";

  @Option(
      names = "--book",
      paramLabel = "PROVIDER=URL",
      description = "A provider's own book, as the doubles keep one. May be repeated.")
  private Map<String, URI> books = new LinkedHashMap<>();

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      defaultValue = "PT10M",
      description = "How long an entry may take to Kafka and to settlement (${DEFAULT-VALUE}).")
  private Duration patience = Duration.ZERO;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws SQLException {
    if (patience.isNegative()) {
      throw new ParameterException(spec.commandLine(), "--patience: must not be negative");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    SingleConnectionDataSource connection = database.connection();
    try {
      Checker checker =
          Checker.on(connection)
              .patience(patience)
              .progress(
                  line -> {
                    err.println(line);
                    err.flush();
                  });
      if (full) {
        checker.full();
      }
      if (kafka != null) {
        checker.kafka(kafka, topic);
      }
      books.forEach(checker::book);
      CheckReport report = checker.run();
      report.breaches().forEach(out::println);
      out.println(report.summary());
      out.flush();
      return report.found() == 0 ? 0 : 1;
    } finally {
      connection.destroy();
    }
  }
}
