package io.serai.routing.check;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where an expression in simple calls Java: by parentheses, and by what follows a dot, which
 * Camel takes for the name of any method of what stands before it.
 */
final class JavaCalls {

  private static final Pattern OPENED = Pattern.compile("\\$(?:simple)?\\{\\s*([A-Za-z-]+)");
  // body.getClass(), body.class.x and the like reach whatever Java has.
  private static final Pattern CALLED = Pattern.compile("\\.\\w+\\(|\\.class\\b|\\bgetClass\\b");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\[[^\\[\\]]*]");
  // What begins with the name of a type, or of a header, before methods can follow.
  private static final Set<String> TYPED =
      Set.of("bodyAs", "mandatoryBodyAs", "messageAs", "headerAs", "variableAs");
  private static final Set<String> KEYED =
      Set.of("header", "headers", "exchangeProperty", "variable", "variables");
  private static final Set<String> OBJECTS = Set.of("body", "in", "exchange", "exception");

  private final Set<String> readable;

  /**
   * One that knows what may be read.
   *
   * @param readable the names that may follow a dot
   */
  JavaCalls(Set<String> readable) {
    this.readable = readable;
  }

  /** Whether the expression calls a method of Java that it may not. */
  boolean in(String simple) {
    Matcher opened = OPENED.matcher(simple);
    while (opened.find()) {
      String after = simple.substring(opened.end());
      // Without its end it does not compile, which is told as such.
      if (after.contains("}") && calls(opened.group(1), after.replaceFirst("(?s)[}$].*", ""))) {
        return true;
      }
    }
    return false;
  }

  private boolean calls(String function, String rest) {
    if (!TYPED.contains(function) && !KEYED.contains(function) && !OBJECTS.contains(function)) {
      return false;
    }
    String path = IN_BRACKETS.matcher(rest).replaceAll("");
    if (CALLED.matcher(path).find()) {
      return true;
    }
    if (TYPED.contains(function)) {
      path = path.replaceFirst("^\\([^()]*\\)", "");
    } else if (KEYED.contains(function)) {
      path = path.replaceFirst("^(\\?\\.|[.:])?[\\w:-]+", "");
    } else if (function.equals("in")) {
      return inMessage(path);
    }
    return follows(path);
  }

  /** {@code in.body} and {@code in.header.x} are other words for {@code body} and so on. */
  private boolean inMessage(String path) {
    Matcher part = Pattern.compile("\\.(body|headers?)\\b(.*)", Pattern.DOTALL).matcher(path);
    return part.matches() ? calls(part.group(1), part.group(2)) : follows(path);
  }

  private boolean follows(String path) {
    for (String name : path.split("\\??\\.", -1)) {
      String bare = name.strip();
      if (!bare.isEmpty() && !readable.contains(bare)) {
        return true;
      }
    }
    return false;
  }
}
