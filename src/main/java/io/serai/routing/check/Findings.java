package io.serai.routing.check;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Gathers what is found, leaving out what the reviewed list of exceptions allows. */
final class Findings {

  private final Exceptions exceptions;
  private final Set<Finding> found = new TreeSet<>();
  private final Set<Path> files = new HashSet<>();

  Findings(Exceptions exceptions) {
    this.exceptions = exceptions;
  }

  /** Notes a finding; {@code subject} is the text that is wrong, which an exception may name. */
  void add(Rule rule, Place at, String subject, String message, String mend) {
    if (!exceptions.allow(rule, at.file(), subject)) {
      found.add(
          new Finding(rule.name(), at.file().toString(), at.line(), at.column(), message, mend));
      files.add(at.file());
    }
  }

  /** Whether anything was found in a file so far. */
  boolean in(Path file) {
    return files.contains(file);
  }

  /** Whether any of these rules was broken so far. */
  boolean any(Set<Rule> rules) {
    return found.stream().anyMatch(one -> rules.contains(Rule.valueOf(one.rule())));
  }

  List<Finding> sorted() {
    return List.copyOf(found);
  }
}
