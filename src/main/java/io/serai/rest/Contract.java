package io.serai.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import io.serai.intake.Schemas;
import io.serai.payment.Channel;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The OpenAPI 3.1 document that the REST entry keeps, read once; its schemas are compiled at start.
 * Immutable.
 */
@Component("restContract")
final class Contract {

  private static final String RESOURCE = "/openapi/serai.yaml";

  private final byte[] yaml;
  private final JsonNode document;
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Map<String, Integer> longestBodies = new HashMap<>();
  private final Map<Pattern, Integer> longTemplates = new HashMap<>();

  /**
   * One operation of the contract.
   *
   * @param id its {@code operationId}
   * @param method upper case, such as {@code POST}
   * @param path the path template, such as {@code /v1/charges/{id}}
   * @param subject what a path's {@code id} names, such as {@code payment} or {@code card}
   * @param query the names of its query's parameters
   * @param body the schema of the request's body, or null if it takes none
   * @param bodyRequired whether a request without a body is refused
   * @param answer the shape of a successful answer
   * @param channel who speaks it: an upstream system, or a POS program
   * @param cardNumbers the fields of the body that take a card's number, such as {@code
   *     card.number}
   * @param merchants the fields of the body that name a merchant
   * @param notCards the fields of the body whose digits may look like a card's number
   * @param longestBody the most bytes that its body may have
   */
  record Operation(
      String id,
      String method,
      String path,
      String subject,
      Set<String> query,
      @Nullable JsonSchema body,
      boolean bodyRequired,
      AnswerShape answer,
      Channel channel,
      Set<String> cardNumbers,
      Set<String> merchants,
      Set<String> notCards,
      int longestBody) {}

  Contract() {
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new SeraiException(ErrorCode.CONFIGURATION, RESOURCE + " is not on the class path");
      }
      yaml = in.readAllBytes();
      document = new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
    document.get("paths").properties().forEach(path -> readPath(path.getKey(), path.getValue()));
    operations
        .values()
        .forEach(one -> longestBodies.merge(one.path(), one.longestBody(), Math::max));
    longestBodies.forEach(
        (path, longest) -> {
          if (path.contains("{") && longest > RestChannels.LONGEST_BODY_BYTES) {
            longTemplates.put(Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+")), longest);
          }
        });
  }

  private void readPath(String path, JsonNode methods) {
    for (Map.Entry<String, JsonNode> method : methods.properties()) {
      JsonNode operation = method.getValue();
      JsonNode body = operation.at("/requestBody");
      JsonNode schema = body.at("/content/application~1json/schema");
      String id = operation.get("operationId").asText();
      operations.put(
          id,
          new Operation(
              id,
              method.getKey().toUpperCase(Locale.ROOT),
              path,
              subject(operation),
              query(operation),
              schema.isMissingNode() ? null : compile(schema),
              body.path("required").asBoolean(),
              new AnswerShape(document, answerSchema(operation)),
              Channel.of(operation.path("x-serai-channel").asText(Channel.REST.word())),
              marked(schema, "x-serai-card-number"),
              marked(schema, "x-serai-merchant"),
              marked(schema, "x-serai-not-a-card"),
              operation.path("x-serai-longest-body").asInt(RestChannels.LONGEST_BODY_BYTES)));
    }
  }

  private String subject(JsonNode operation) {
    for (JsonNode parameter : operation.path("parameters")) {
      JsonNode subject = resolved(parameter).path("x-serai-subject");
      if (subject.isTextual()) {
        return subject.asText();
      }
    }
    return "payment";
  }

  private Set<String> query(JsonNode operation) {
    Set<String> names = new HashSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (resolved(parameter).path("in").asText().equals("query")) {
        names.add(resolved(parameter).path("name").asText());
      }
    }
    return Set.copyOf(names);
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode ref = node.path("$ref");
    return ref.isTextual() ? document.at(ref.asText().substring(1)) : node;
  }

  /** The fields of a body whose schema has the mark. */
  private Set<String> marked(JsonNode schema, String mark) {
    Set<String> found = new HashSet<>();
    mark(schema, "", mark, found);
    return Set.copyOf(found);
  }

  private void mark(JsonNode schema, String path, String mark, Set<String> found) {
    JsonNode resolved = resolved(schema);
    if (resolved.path(mark).asBoolean()) {
      found.add(path);
    }
    resolved
        .path("properties")
        .properties()
        .forEach(
            member ->
                mark(
                    member.getValue(),
                    (path.isEmpty() ? "" : path + ".") + member.getKey(),
                    mark,
                    found));
  }

  private static JsonNode answerSchema(JsonNode operation) {
    JsonNode responses = operation.get("responses");
    JsonNode first = responses.has("201") ? responses.get("201") : responses.get("200");
    return first.at("/content/application~1json/schema");
  }

  private JsonSchema compile(JsonNode schema) {
    // The schema refers to #/components, so it is compiled together with them.
    ObjectNode root = schema.deepCopy();
    root.set("components", document.get("components"));
    return Schemas.of(root);
  }

  /** The operation of an id; a route that names another is wrong. */
  Operation operation(String id) {
    Operation operation = operations.get(id);
    if (operation == null) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION, "the contract has no operation '" + id + "'");
    }
    return operation;
  }

  /** The most bytes that the body of a request to a path may have. */
  int longestBody(String path) {
    Integer plain = longestBodies.get(path);
    return plain != null
        ? plain
        : longTemplates.entrySet().stream()
            .filter(one -> one.getKey().matcher(path).matches())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(RestChannels.LONGEST_BODY_BYTES);
  }

  /** The most bytes that any body may have. */
  int longestBody() {
    return longestBodies.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  /** The document as it is served. */
  byte[] yaml() {
    return yaml.clone();
  }
}
