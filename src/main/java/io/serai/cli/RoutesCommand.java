package io.serai.cli;

import picocli.CommandLine.Command;

/** {@code serai routes}: what can be done with a folder of routes without a running hub. */
@Command(
    name = "routes",
    description = "Folders of routes.",
    mixinStandardHelpOptions = true,
    subcommands = RoutesTestCommand.class)
final class RoutesCommand {}
