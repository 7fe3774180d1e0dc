package io.serai.cli;

import io.serai.registry.ImportReport;
import io.serai.registry.RegistryImport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai registry}: merchants and their terminals. */
@Command(name = "registry", description = "Merchants and their terminals.")
final class RegistryCommand {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Imports a file; bad lines are printed and left out. */
  @Command(
      name = "import",
      description =
          "Import a CSV file; bad lines are printed and left out, and make the exit code 1.")
  int read(@Parameters(paramLabel = "FILE", description = "In UTF-8.") Path file)
      throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ParameterException(spec.commandLine(), "FILE: " + file + " cannot be read");
    }
    try (InputStream csv = Files.newInputStream(file);
        var connection = database.connection()) {
      return print(new RegistryImport(JdbcClient.create(connection)).read(csv));
    }
  }

  private int print(ImportReport report) {
    PrintWriter out = spec.commandLine().getOut();
    report
        .errors()
        .forEach(
            error ->
                out.println("line " + error.line() + ": " + error.field() + ": " + error.reason()));
    if (report.errorCount() > report.errors().size()) {
      out.println((report.errorCount() - report.errors().size()) + " more mistakes");
    }
    out.println(
        report.kept()
            + " of "
            + report.lines()
            + " lines kept; merchants: "
            + text(report.merchants())
            + "; terminals: "
            + text(report.terminals()));
    return report.errorCount() == 0 ? 0 : 1;
  }

  private static String text(ImportReport.Written written) {
    return written.added() + " added, " + written.changed() + " changed";
  }
}
