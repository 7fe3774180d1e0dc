package io.serai.iso8583;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.intake.Nearest;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.util.PropertyPlaceholderHelper;
import org.springframework.util.PropertyPlaceholderHelper.PlaceholderResolver;

/** Reads {@code links.yaml}: all its problems at once, each with the field it is about. */
public final class LinksFile {

  private static final PropertyPlaceholderHelper PLACEHOLDERS =
      new PropertyPlaceholderHelper("{{", "}}", ":", null, false);

  private LinksFile() {}

  /**
   * The links of a file, by name, in its order.
   *
   * @param resolve fills in what stands as <code>{{…}}</code>
   * @throws SeraiException with {@link ErrorCode#CONFIGURATION} naming every wrong field
   */
  public static Map<String, LinkConfig> read(Path file, UnaryOperator<String> resolve) {
    JsonNode root = tree(file, resolve);
    List<String> problems = new ArrayList<>();
    Map<String, LinkConfig> links = new LinkedHashMap<>();
    JsonNode named = root.path("links");
    if (!named.isObject() || named.isEmpty() || root.size() != 1) {
      problems.add("links: must be the only key and hold at least one link by its name");
    }
    for (Map.Entry<String, JsonNode> entry : named.properties()) {
      links.put(entry.getKey(), new LinkReader(entry.getKey(), entry.getValue(), problems).read());
    }
    if (!problems.isEmpty()) {
      throw wrong(file, String.join("; ", problems), null);
    }
    return links;
  }

  /** Fills in what stands as <code>{{name:otherwise}}</code>. */
  static UnaryOperator<String> placeholders(PlaceholderResolver settings) {
    return text -> PLACEHOLDERS.replacePlaceholders(text, settings);
  }

  /**
   * One link of a file, unread.
   *
   * @throws SeraiException with {@link ErrorCode#CONFIGURATION} naming the nearest that there is
   */
  static ObjectNode node(Path file, String name, UnaryOperator<String> resolve) {
    JsonNode links = tree(file, resolve).path("links");
    if (links.path(name) instanceof ObjectNode link) {
      return link;
    }
    List<String> names = new ArrayList<>();
    links.fieldNames().forEachRemaining(names::add);
    throw wrong(file, "has no link '" + name + "'" + Nearest.hint(name, names), null);
  }

  private static JsonNode tree(Path file, UnaryOperator<String> resolve) {
    try {
      return new YAMLMapper().readTree(resolve.apply(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw wrong(
          file,
          "line " + e.getLocation().getLineNr() + " is not YAML: " + e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw wrong(file, "cannot be read; is serai.routes.folder right?", e);
    } catch (IllegalArgumentException e) {
      throw wrong(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static SeraiException wrong(Path file, String problem, @Nullable Throwable cause) {
    return wrong(file + ": " + problem, cause);
  }

  static SeraiException wrong(String problem, @Nullable Throwable cause) {
    return new SeraiException(ErrorCode.CONFIGURATION, "links", problem, cause);
  }
}
