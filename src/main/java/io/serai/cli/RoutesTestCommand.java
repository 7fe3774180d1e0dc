package io.serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.routing.check.Folders;
import io.serai.routing.test.RouteTestReport;
import io.serai.routing.test.RouteTests;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai routes test}: the tests of a folder of routes, in this process. */
@Command(
    name = "test",
    description = "Run the tests in routes/tests; nothing outside this process is needed.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all is as expected", "1:it is not, as printed", "2:the routes do not load"})
final class RoutesTestCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "<folder>",
      arity = "0..2",
      description =
          "The folder that holds routes and kamelets, or these two; without one, the current"
              + " folder.")
  private @Nullable List<Path> folders;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws JsonProcessingException {
    RouteTestReport report = tests().run();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else {
      out.print(report.text());
    }
    out.flush();
    return report.failed() == 0 ? 0 : 1;
  }

  private RouteTests tests() {
    try {
      Folders named = Folders.of(folders == null ? List.of() : folders);
      return new RouteTests(named.routes(), named.kamelets());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
