package io.serai.sandbox;

import io.serai.testkit.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the sandbox is told by system properties.
 *
 * @param folder where everything is kept
 * @param hubMain the hub's main class
 * @param hubClassPath what the hub may load: no test classes and no libraries of tests
 * @param project the folder with {@code routes} and {@code kamelets}
 * @param cards how many cards there are at first
 */
record SandboxSettings(
    Map<Port, Integer> ports,
    Path folder,
    String hubMain,
    String hubClassPath,
    Path project,
    int cards) {

  static SandboxSettings of(Properties properties) {
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      ports.put(port, number(properties, port));
    }
    Path folder = Path.of(text(properties, "serai.sandbox.folder", "target/sandbox"));
    String classPath = text(properties, "serai.sandbox.hub-class-path", null);
    return new SandboxSettings(
        ports,
        folder.toAbsolutePath().normalize(),
        text(properties, "serai.sandbox.hub-main", "io.serai.Serai"),
        classPath.isEmpty() ? hubClassPath(properties) : classPath,
        Path.of("").toAbsolutePath(),
        cards(properties));
  }

  int port(Port port) {
    return ports.getOrDefault(port, port.usual());
  }

  Path log(String child) {
    return folder.resolve("logs").resolve(child + ".log");
  }

  /** Fails where a port is taken already, or is asked for twice. */
  void checkPorts() {
    ports.forEach(
        (port, number) -> {
          ports.forEach(
              (other, same) -> {
                if (other.compareTo(port) > 0 && number.equals(same)) {
                  throw taken(port, number, "is asked for by " + other.user() + " too");
                }
              });
          if (Ports.taken(number)) {
            throw taken(port, number, "is taken");
          }
        });
  }

  private static SandboxFailure taken(Port port, int number, String why) {
    return new SandboxFailure(
        "port %d, which %s needs, %s: free it or choose another with -D%s=<port>"
            .formatted(number, port.user(), why, port.property()));
  }

  private static int cards(Properties properties) {
    String text = text(properties, "serai.sandbox.cards", "1000");
    if (!text.matches("[0-9]{1,6}")) {
      throw new SandboxFailure("-Dserai.sandbox.cards must be 0 to 999999");
    }
    return Integer.parseInt(text);
  }

  private static int number(Properties properties, Port port) {
    String text = text(properties, port.property(), String.valueOf(port.usual()));
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= 65535) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, as for a number out of range
    }
    throw new SandboxFailure(
        "-D%s=%s is no port: give a number from 1 to 65535".formatted(port.property(), text));
  }

  /** Maven hands over a property that nobody set as its own name in ${}: that is unset too. */
  private static String text(Properties properties, String name, @Nullable String otherwise) {
    String text = properties.getProperty(name, "");
    boolean unset = text.isBlank() || text.startsWith("${");
    return unset ? (otherwise == null ? "" : otherwise) : text;
  }

  /** The build writes down what the hub needs at run time; without that, all but test classes. */
  private static String hubClassPath(Properties properties) {
    Path written = Path.of("target", "hub-class-path.txt");
    String classes = Path.of("target", "classes").toAbsolutePath().toString();
    try {
      if (Files.exists(written)) {
        return classes + File.pathSeparator + Files.readString(written).trim();
      }
    } catch (IOException e) {
      throw new SandboxFailure(written + " cannot be read: run ./mvnw clean test-compile", e);
    }
    return Arrays.stream(properties.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
