package io.serai.provider.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files beside the Kamelets that declare what answers are made of, {@code
 * <kamelet>.answers.yaml}. Each mistake is named with its file and field.
 */
public final class AnswersFile {

  /** What such a file's name ends with. */
  public static final String SUFFIX = ".answers.yaml";

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final String TYPES = String.join(", ", Words.TYPES);

  private record Content(@Nullable List<Section> answers) {}

  private record Section(
      @Nullable List<String> operations, @Nullable Map<String, JsonNode> fields) {}

  private AnswersFile() {}

  /** All files of a folder, by the Kamelet that each is about. */
  static Map<String, DeclaredAnswers> all(Path folder) {
    Map<String, DeclaredAnswers> all = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(SUFFIX) && !name.startsWith(".")) {
          all.put(name.substring(0, name.length() - SUFFIX.length()), read(file));
        }
      }
    } catch (IOException e) {
      throw wrong(folder + ": cannot be read: " + e.getMessage(), e);
    }
    return all;
  }

  /**
   * Looks for mistakes in a file.
   *
   * @throws SeraiException naming the first one
   */
  public static void check(Path file) {
    read(file);
  }

  static DeclaredAnswers read(Path file) {
    Content content = content(file);
    if (content.answers() == null || content.answers().isEmpty()) {
      throw wrong(file + ": answers: is missing; list operations and their fields", null);
    }
    Map<Operation, Map<String, DeclaredAnswers.Field>> all = new EnumMap<>(Operation.class);
    for (int i = 0; i < content.answers().size(); i++) {
      String where = file + ": answers[" + (i + 1) + "].";
      Section section = content.answers().get(i);
      Map<String, DeclaredAnswers.Field> fields = fields(where + "fields", section.fields());
      if (section.operations() == null || section.operations().isEmpty()) {
        throw wrong(where + "operations: is missing; list some such as [charge, refund]", null);
      }
      for (String word : section.operations()) {
        if (all.put(operation(where + "operations", word), fields) != null) {
          throw wrong(where + "operations: " + word + " stands there twice; keep one", null);
        }
      }
    }
    return new DeclaredAnswers(all);
  }

  private static Content content(Path file) {
    try {
      Content content = YAML.readValue(Files.readString(file), Content.class);
      return content == null ? new Content(null) : content;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw wrong(file + place + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw wrong(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Operation operation(String where, String word) {
    try {
      return Operation.of(word);
    } catch (SeraiException e) {
      throw wrong(where + ": " + e.getMessage(), e);
    }
  }

  /** The fields, and whatever holds them, which need not be said. */
  private static Map<String, DeclaredAnswers.Field> fields(
      String where, @Nullable Map<String, JsonNode> given) {
    if (given == null || given.isEmpty()) {
      throw wrong(where + ": is missing; write lines such as id: string", null);
    }
    Map<String, DeclaredAnswers.Field> fields = new LinkedHashMap<>();
    given.forEach((path, types) -> fields.put(path, field(where + "." + path, types)));
    for (String path : given.keySet()) {
      for (int end = path.length() - 1; end > 0; end--) {
        if (path.charAt(end) == '.') {
          fields.putIfAbsent(path.substring(0, end), only("object"));
        } else if (path.startsWith("[]", end)) {
          fields.putIfAbsent(path.substring(0, end), only("array"));
        }
      }
    }
    return fields;
  }

  private static DeclaredAnswers.Field only(String type) {
    return new DeclaredAnswers.Field(false, List.of(type), List.of());
  }

  private static DeclaredAnswers.Field field(String where, JsonNode given) {
    List<String> types = new ArrayList<>();
    List<Pattern> forms = new ArrayList<>();
    boolean any = false;
    for (JsonNode one : given.isArray() ? given : List.of(given)) {
      String word = one.asText();
      any |= word.equals("any");
      if (word.length() > 2 && word.startsWith("/") && word.endsWith("/")) {
        forms.add(form(where, word.substring(1, word.length() - 1)));
      } else if (Words.TYPES.contains(word)) {
        types.add(word);
      } else if (!word.equals("any")) {
        throw wrong(
            where
                + ": '"
                + word
                + "' is no type; write one of "
                + TYPES
                + ", any, or a form such as /[0-9]+/",
            null);
      }
    }
    return new DeclaredAnswers.Field(any, List.copyOf(types), List.copyOf(forms));
  }

  private static Pattern form(String where, String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw wrong(
          where + ": /" + expression + "/ is no regular expression; " + e.getDescription(), e);
    }
  }

  private static SeraiException wrong(String message, @Nullable Exception cause) {
    return new SeraiException(ErrorCode.CONFIGURATION, "answers", message, cause);
  }
}
