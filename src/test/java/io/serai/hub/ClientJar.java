package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The client's jar as the build has packed it, beside the JDK and Jackson and nothing else. */
final class ClientJar {

  private static final Path JAR = Path.of("target", "serai-client.jar");

  private ClientJar() {}

  /** The jar; the build packs it before it runs tests. */
  static Path path() {
    assertThat(JAR).as("run ./mvnw process-classes, which packs it").exists();
    return JAR;
  }

  /** The jars and modules of which it uses anything, as {@code jdeps} finds them. */
  static Set<String> needs() {
    String told =
        run("jdeps", "-summary", "--multi-release", "17", "-cp", joined(jackson()), JAR.toString());
    return told.lines()
        .map(line -> Path.of(line.substring(line.indexOf("-> ") + 3)).getFileName().toString())
        .map(name -> name.replaceFirst("-[0-9.]+\\.jar$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Compiles an upstream's class with nothing but it, warnings being errors. */
  static void compile(Path source, Path classes) {
    List<Path> visible = new ArrayList<>(jackson());
    visible.add(path());
    run(
        "javac",
        "--release",
        "17",
        "-proc:none",
        "-Xlint:all",
        "-Werror",
        "-d",
        classes.toString(),
        "-cp",
        joined(visible),
        source.toString());
  }

  /** Loads it, an upstream's classes and Jackson, and sees nothing of this JVM's class path. */
  static URLClassLoader alone(Path classes) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Path one : Stream.concat(jackson().stream(), Stream.of(path(), classes)).toList()) {
      urls.add(one.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static List<Path> jackson() {
    return Stream.of(JsonProperty.class, JsonParser.class, ObjectMapper.class)
        .map(ClientJar::jarOf)
        .toList();
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no file of " + type, e);
    }
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static String run(String tool, String... words) {
    StringWriter told = new StringWriter();
    int exit =
        ToolProvider.findFirst(tool)
            .orElseThrow(() -> new IllegalStateException("this JDK has no " + tool))
            .run(new PrintWriter(told, true), new PrintWriter(told, true), words);
    assertThat(exit).as("%s: %s", tool, told).isZero();
    return told.toString();
  }

  /** The Java of the page that shows how the client is used. */
  static String shown(String language) throws IOException {
    String page = Files.readString(Path.of("docs", "client.md"));
    String fence = "```" + language + "\n";
    // The last one: that of Java, or the whole list of curl.
    int from = page.lastIndexOf(fence) + fence.length();
    return page.substring(from, page.indexOf("```", from));
  }
}
