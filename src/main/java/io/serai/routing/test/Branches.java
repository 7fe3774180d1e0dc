package io.serai.routing.test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Notes which branches of which routes were taken, and how {@code payment:} steps ended. A Kamelet
 * that several providers share is one file, whoever uses it. Thread-safe.
 */
final class Branches implements InterceptStrategy {

  private static final Set<String> BRANCHES =
      Set.of("when", "otherwise", "doCatch", "doFinally", "onException", "onFallback", "route");
  private static final Set<String> ENDS = Set.of("approved", "declined", "unknown", "failed");
  private static final String STEP = "payment:";

  /** A branch by where it stands. */
  private record Branch(String file, int line, String what) implements Comparable<Branch> {
    @Override
    public int compareTo(Branch other) {
      int byFile = file.compareTo(other.file);
      if (byFile != 0) {
        return byFile;
      }
      int byLine = Integer.compare(line, other.line);
      return byLine != 0 ? byLine : what.compareTo(other.what);
    }
  }

  private final Set<Branch> known = new ConcurrentSkipListSet<>();
  private final Set<Branch> taken = ConcurrentHashMap.newKeySet();
  private final Map<Branch, Set<String>> ends = new ConcurrentHashMap<>();

  /**
   * A branch that no test took, or a way in which a step never ended.
   *
   * @param file the file
   * @param line from 1
   * @param what the route and what of it
   */
  record Untaken(String file, int line, String what) {}

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, @Nullable Processor next) {
    Branch branch = branch(node);
    if (branch == null) {
      return target;
    }
    known.add(branch);
    Branch step = step(node);
    if (step != null) {
      ends.computeIfAbsent(step, s -> ConcurrentHashMap.newKeySet());
    }
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        taken.add(branch);
        return step == null
            ? super.process(exchange, callback)
            : super.process(
                exchange,
                doneSync -> {
                  ended(step, exchange);
                  callback.done(doneSync);
                });
      }
    };
  }

  private void ended(Branch step, Exchange exchange) {
    Set<String> seen = ends.get(step);
    if (seen != null
        && exchange.getException() == null
        && exchange.getMessage().getBody() instanceof Map<?, ?> result) {
      seen.add(String.valueOf(result.get("outcome")));
    }
  }

  private static @Nullable Branch branch(NamedNode node) {
    NamedNode below = node;
    for (NamedNode up = node.getParent(); up != null; up = up.getParent()) {
      NamedNode branch = up.getShortName().equals("choice") ? ofChoice(up, below) : up;
      if (BRANCHES.contains(branch.getShortName())) {
        NamedNode where = branch.getLineNumber() > 0 ? branch : below;
        return at(where, node, branch.getShortName().equals("route") ? "" : label(branch));
      }
      below = up;
    }
    return null;
  }

  /** Camel's steps name the choice as their parent and leave out its branches. */
  private static NamedNode ofChoice(NamedNode choice, NamedNode step) {
    NamedNode when = choice.findMatchingWhen(step.getId());
    NamedNode found = when == null ? choice.findMatchingOtherwise(step.getId()) : when;
    return found == null ? choice : found;
  }

  private static @Nullable Branch step(NamedNode node) {
    String uri = String.valueOf(node.getLabel()).replaceFirst("^to\\[(.*)]$", "$1");
    return uri.startsWith(STEP) ? at(node, node, uri) : null;
  }

  private static @Nullable Branch at(NamedNode where, NamedNode step, String what) {
    String location = step.getLocation();
    if (location == null || !location.startsWith("file:")) {
      return null; // made by Camel
    }
    String file = shortened(location.substring("file:".length()));
    String route = file.endsWith(".kamelet.yaml") ? "the Kamelet" : "route " + route(step);
    String told = what.isEmpty() ? route : route + ": " + what;
    return new Branch(file, Math.max(1, where.getLineNumber()), told);
  }

  private static String shortened(String file) {
    Path here = Path.of("").toAbsolutePath();
    Path path = Path.of(file).toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
  }

  private static String route(NamedNode node) {
    NamedNode top = node;
    for (NamedNode up = node; up != null; up = up.getParent()) {
      top = up;
    }
    return top.getId();
  }

  private static String label(NamedNode node) {
    String label = node.getLabel();
    String kind = node.getShortName();
    return label == null || label.isEmpty() || label.equals(kind) ? kind : label;
  }

  /** What no test took so far, by file and line. */
  List<Untaken> untaken() {
    Map<Branch, String> left = new TreeMap<>();
    for (Branch branch : known) {
      if (!taken.contains(branch)) {
        left.put(branch, branch.what());
      }
    }
    ends.forEach(
        (step, seen) -> {
          Set<String> missing = new TreeSet<>(possible(step.what()));
          missing.removeAll(seen);
          if (!missing.isEmpty() && !seen.isEmpty()) {
            left.put(step, step.what() + " never ended " + String.join(", ", missing));
          }
        });
    List<Untaken> told = new ArrayList<>();
    left.forEach((where, what) -> told.add(new Untaken(where.file(), where.line(), what)));
    return told;
  }

  /** How many branches there are. */
  int count() {
    return known.size();
  }

  /** How many of them were taken. */
  int takenCount() {
    return taken.size();
  }

  private static Set<String> possible(String what) {
    String step = what.substring(what.indexOf(STEP) + STEP.length());
    if (step.startsWith("charge") || step.startsWith("authorize")) {
      // The floor decides inside the hub.
      return step.contains("providers=floor") ? Set.of("approved", "declined") : ENDS;
    }
    if (step.startsWith("refund")) {
      return ENDS;
    }
    return step.startsWith("reversal") ? Set.of("approved", "declined") : Set.of();
  }
}
