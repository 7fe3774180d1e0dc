package io.serai.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Java program to be run as a process of its own.
 *
 * @param classPath what it may load
 * @param mainClass what it runs
 * @param heap its largest heap, as in {@code -Xmx}
 * @param properties its system properties; they are visible to other users, so no secrets
 * @param arguments what follows its name; as visible
 * @param brief whether it is compiled quickly rather than well, since it soon ends
 * @param options further options of the virtual machine
 */
public record JavaCommand(
    String classPath,
    String mainClass,
    String heap,
    Map<String, String> properties,
    List<String> arguments,
    boolean brief,
    List<String> options) {

  private static final String BRIEF = "serai.testkit.brief";
  private static final boolean WINDOWS = File.separatorChar == '\\';

  /** A program without arguments that runs for long, unless who starts it does not. */
  public JavaCommand(
      String classPath, String mainClass, String heap, Map<String, String> properties) {
    this(classPath, mainClass, heap, properties, List.of(), Boolean.getBoolean(BRIEF), List.of());
  }

  /** A program on this process's own class path. */
  public static JavaCommand of(Class<?> main, String heap) {
    return new JavaCommand(
        System.getProperty("java.class.path"), main.getName(), heap, new LinkedHashMap<>());
  }

  /** The same with one more system property. */
  public JavaCommand with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(name, String.valueOf(value));
    return new JavaCommand(classPath, mainClass, heap, more, arguments, brief, options);
  }

  /** The same with arguments. */
  public JavaCommand arguments(String... words) {
    return new JavaCommand(classPath, mainClass, heap, properties, List.of(words), brief, options);
  }

  /**
   * The same, compiled for a start that costs little: for what runs for a minute or two, and what
   * it starts itself.
   */
  public JavaCommand forAShortLife() {
    return new JavaCommand(classPath, mainClass, heap, properties, arguments, true, options);
  }

  /** The same with one more option of the virtual machine. */
  public JavaCommand option(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new JavaCommand(classPath, mainClass, heap, properties, arguments, brief, more);
  }

  /** The words of the command line. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC"));
    if (brief) {
      words.add("-XX:TieredStopAtLevel=1");
      words.add("-D" + BRIEF + "=true");
      // Most of what a start allocates dies at once: seldom collected, it costs a tenth less.
      words.addAll(List.of("-Xms" + heap, "-XX:NewRatio=1"));
      // It would load ahead, on a processor that others wait for, what may never be needed.
      words.add("-Dspring.backgroundpreinitializer.ignore=true");
    }
    words.addAll(options);
    properties.forEach((name, value) -> words.add("-D" + name + "=" + value));
    words.addAll(List.of("-cp", classPath, mainClass));
    words.addAll(arguments);
    return words;
  }

  /**
   * Starts it; what it prints goes to the log. Ctrl-C in a terminal does not reach it: who started
   * it ends it, in the order that is right.
   */
  public Process start(Path log) throws IOException {
    Path folder = log.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    List<String> command = new ArrayList<>();
    if (!WINDOWS) {
      command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
    }
    command.addAll(words());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
