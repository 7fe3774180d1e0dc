package io.serai.iso8583;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.payment.SeraiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A link as one of its two ends needs it: as {@code links.yaml} has it, or from nothing but the
 * defaults, with keys of {@code links.yaml} replaced. The other end of a link has the same bytes
 * and the same network management, but neither its certificates nor its limits. Not thread-safe.
 */
public final class LinkDescription {

  private static final String[] OF_ITS_OWN_END = {"connections", "allowed_sources", "echo"};

  private final String name;
  private final ObjectNode link;
  private final UnaryOperator<String> resolve;
  private final Map<String, String> replaced = new TreeMap<>();

  private LinkDescription(String name, ObjectNode link, UnaryOperator<String> resolve) {
    this.name = name;
    this.link = link;
    this.resolve = resolve;
  }

  /** A link of which only the defaults are known. */
  public static LinkDescription plain(UnaryOperator<@Nullable String> settings) {
    ObjectNode link = JsonNodeFactory.instance.objectNode().put("sign_on", "false");
    return new LinkDescription("peer", link, LinksFile.placeholders(settings::apply));
  }

  /**
   * A link of a file.
   *
   * @param settings gives the values of <code>{{…}}</code>, or null
   * @throws SeraiException if there is no such file or link; it names the nearest
   */
  public static LinkDescription of(
      Path file, String name, UnaryOperator<@Nullable String> settings) {
    UnaryOperator<String> resolve = LinksFile.placeholders(settings::apply);
    return new LinkDescription(name, LinksFile.node(file, name, resolve), resolve);
  }

  /**
   * Replaces a key.
   *
   * @param key as in {@code links.yaml}, such as {@code framing} or {@code tls.trust}
   * @param value as there; <code>{{…}}</code> is filled in
   */
  public LinkDescription with(String key, String value) {
    replaced.put(key, resolve.apply(value));
    return this;
  }

  /**
   * The end that dials, over one connection unless more were asked for.
   *
   * @throws SeraiException naming each key that is wrong
   */
  public LinkConfig dialing() {
    ObjectNode end = end(LinkMode.DIAL);
    if (!replaced.containsKey("connections")) {
      end.put("connections", 1);
    }
    String address =
        end.path("address").asText().replaceFirst("^(0\\.0\\.0\\.0|\\[::]):", "localhost:");
    if (end.path("address").isTextual()) {
      end.put("address", address);
    }
    return read(end);
  }

  /**
   * The end that listens.
   *
   * @throws SeraiException naming each key that is wrong
   */
  public LinkConfig listening() {
    return read(end(LinkMode.LISTEN));
  }

  private ObjectNode end(LinkMode wanted) {
    ObjectNode end = link.deepCopy();
    String mode = link.path("mode").asText(LinkMode.LISTEN.word());
    if (!mode.equals(wanted.word())) {
      boolean signsOn = mode.equals(LinkMode.DIAL.word());
      end.put("mode", wanted.word());
      end.put("sign_on", link.path("sign_on").asText(String.valueOf(signsOn)));
      end.remove(List.of(OF_ITS_OWN_END));
      if (end.path("tls") instanceof ObjectNode tls) {
        tls.removeAll();
      }
    }
    replaced.forEach((key, value) -> put(end, key, value));
    return end;
  }

  private static void put(ObjectNode node, String key, String value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      node.put(key, value);
    } else {
      JsonNode child = node.path(key.substring(0, dot));
      put(
          child instanceof ObjectNode object ? object : node.putObject(key.substring(0, dot)),
          key.substring(dot + 1),
          value);
    }
  }

  private LinkConfig read(ObjectNode end) {
    if (end.path("tenant").asText().isEmpty()) {
      end.put("tenant", name);
    }
    List<String> problems = new ArrayList<>();
    LinkConfig config = new LinkReader(name, end, problems).read();
    if (!problems.isEmpty()) {
      throw LinksFile.wrong(String.join("; ", problems), null);
    }
    return config;
  }
}
