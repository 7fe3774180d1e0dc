package io.serai.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * The reviewed exceptions from the rules, {@code rule-exceptions.yaml}. They are part of the hub
 * and not of a routes folder, so that nobody grants them to himself.
 */
final class Exceptions {

  /** One exception: a rule, the files by a pattern of their names, the text, and the reason. */
  private record Granted(Rule rule, PathMatcher files, String text) {

    boolean covers(Rule broken, Path file, String subject) {
      Path name = file.getFileName();
      return rule == broken && text.equals(subject) && name != null && files.matches(name);
    }
  }

  private final List<Granted> granted = new ArrayList<>();

  Exceptions() {
    this(Resources.yaml("rule-exceptions.yaml"));
  }

  Exceptions(JsonNode list) {
    for (JsonNode entry : list.path("exceptions")) {
      granted.add(
          new Granted(
              Rule.valueOf(entry.path("rule").asText()),
              FileSystems.getDefault().getPathMatcher("glob:" + entry.path("files").asText()),
              entry.path("text").asText()));
      if (entry.path("reason").asText().isBlank()) {
        throw new IllegalStateException("an exception without a reason: " + entry);
      }
    }
  }

  boolean allow(Rule rule, Path file, String subject) {
    return granted.stream().anyMatch(one -> one.covers(rule, file, subject));
  }
}
