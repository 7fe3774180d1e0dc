package io.serai.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A book on disk, one JSON line for each request, so that a provider that is killed and started
 * again still knows what it charged. Without a file the book lives in memory only.
 */
final class BookFile {

  /** A request together with all that chance and the clock decided about it. */
  record Line(
      Call call, @Nullable String declineCode, String reference, String approvalCode, Instant at) {}

  private final @Nullable Path file;

  private BookFile(@Nullable Path file) {
    this.file = file;
  }

  static BookFile none() {
    return new BookFile(null);
  }

  static BookFile in(Path folder, String provider) {
    try {
      Files.createDirectories(folder);
      return new BookFile(folder.resolve(provider + ".jsonl"));
    } catch (IOException e) {
      throw new UncheckedIOException("The books' folder cannot be made: " + folder, e);
    }
  }

  List<Line> lines() {
    if (file == null || !Files.exists(file)) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    try {
      String text = Files.readString(file);
      // a line without its end was being written when the process was killed: it never happened
      int end = text.lastIndexOf('\n') + 1;
      for (String line : text.substring(0, end).lines().toList()) {
        lines.add(parse(Json.parse(line)));
      }
      if (end < text.length()) {
        Files.writeString(file, text.substring(0, end));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The book cannot be read: " + file, e);
    }
    return lines;
  }

  void append(Line line) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(
          file,
          Json.write(write(line)) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The book cannot be written: " + file, e);
    }
  }

  void clear() {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("The book cannot be cleared: " + file, e);
      }
    }
  }

  private static Map<String, @Nullable Object> write(Line line) {
    Call call = line.call();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("operation", call.operation().name());
    map.put("key", call.key());
    map.put("original_key", call.originalKey());
    map.put("original_reference", call.originalReference());
    map.put("amount", call.amount());
    map.put("currency", call.currency());
    map.put("hub_reference", call.hubReference());
    map.put("decline_code", line.declineCode());
    map.put("reference", line.reference());
    map.put("approval_code", line.approvalCode());
    map.put("at", line.at().toString());
    return map;
  }

  private static Line parse(JsonNode line) {
    Call call =
        new Call(
            Operation.valueOf(line.path("operation").asText()),
            line.path("key").asText(),
            line.path("original_key").asText(null),
            line.path("original_reference").asText(null),
            line.path("amount").asLong(),
            line.path("currency").asText(),
            line.path("hub_reference").asText());
    return new Line(
        call,
        line.path("decline_code").asText(null),
        line.path("reference").asText(),
        line.path("approval_code").asText(),
        Instant.parse(line.path("at").asText()));
  }
}
