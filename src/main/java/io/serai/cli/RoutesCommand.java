package io.serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.routing.check.Finding;
import io.serai.routing.check.Folders;
import io.serai.routing.check.RouteCheck;
import io.serai.routing.check.Topology;
import io.serai.routing.picture.Picture;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai routes}: what can be done with a folder of routes without a running hub. */
@Command(name = "routes", description = "Folders of routes.", subcommands = RoutesTestCommand.class)
final class RoutesCommand {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Prints everything that is wrong; 0 if nothing is, else 1. */
  @Command(
      name = "check",
      description = "Say everything that is wrong with routes, providers, links and Kamelets.")
  int check(
      @Parameters(
              paramLabel = "<folder>",
              arity = "0..2",
              description =
                  "The folder that holds routes and kamelets, or these two; without one,"
                      + " the current folder.")
          List<Path> folders,
      @Option(names = "--json", description = "Print JSON.") boolean json)
      throws JsonProcessingException {
    List<Finding> findings =
        new RouteCheck(new StandardEnvironment()::getProperty).check(named(folders));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(Map.of("findings", findings)));
    } else {
      findings.forEach(out::println);
      out.println(
          switch (findings.size()) {
            case 0 -> "Nothing is wrong.";
            case 1 -> "1 finding; docs/route-rules.md explains its rule.";
            default -> findings.size() + " findings; docs/route-rules.md explains their rules.";
          });
    }
    return findings.isEmpty() ? 0 : 1;
  }

  /** Prints who hands over to whom, as lines or as a picture. */
  @Command(name = "show", description = "Show the way from what comes in to the providers.")
  int show(
      @Parameters(paramLabel = "<folder>", arity = "0..2", description = "As with check.")
          List<Path> folders,
      @Option(names = "--svg", description = "Print a picture in SVG.") boolean svg) {
    Topology topology =
        new RouteCheck(new StandardEnvironment()::getProperty).topology(named(folders));
    PrintWriter out = spec.commandLine().getOut();
    if (svg) {
      out.print(Picture.svg(topology));
    } else {
      topology.arrows().forEach(arrow -> out.println(arrow.from() + " -> " + arrow.to()));
    }
    out.flush();
    return 0;
  }

  private Folders named(List<Path> folders) {
    try {
      return Folders.of(folders == null ? List.of() : folders);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
