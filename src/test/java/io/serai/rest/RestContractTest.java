package io.serai.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The contract and the REST DSL say the same, to the last parameter and status (issue 4b). */
class RestContractTest {

  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "patch", "delete", "head");
  private static final ObjectMapper YAML = new YAMLMapper();

  private static final String OPENAPI = "src/main/resources/openapi/serai.yaml";
  private static final String ROUTES = "routes/entries/rest.camel.yaml";

  @Test
  void contractAndRestDslAreTheSame() throws IOException {
    assertThat(ofRoutes(read(ROUTES))).isEqualTo(ofContract(read(OPENAPI))).hasSize(36);
  }

  @Test
  void aDifferenceInPathMethodParameterOrStatusIsSeen() throws IOException {
    Map<String, Set<String>> routes = ofRoutes(read(ROUTES));
    JsonNode path = read(OPENAPI);
    ((ObjectNode) path.get("paths")).set("/v1/other", path.at("/paths/~1v1~1charges"));
    JsonNode method = read(OPENAPI);
    ((ObjectNode) method.at("/paths/~1healthz")).set("put", method.at("/paths/~1healthz/get"));
    JsonNode parameter = read(OPENAPI);
    ((ObjectNode) parameter.at("/paths/~1v1~1charges/post")).remove("parameters");
    JsonNode status = read(OPENAPI);
    ((ObjectNode) status.at("/paths/~1healthz/get/responses")).remove("503");

    for (JsonNode changed : new JsonNode[] {path, method, parameter, status}) {
      assertThat(ofContract(changed)).isNotEqualTo(routes);
    }
  }

  @Test
  void everyRequestExampleKeepsItsSchema() throws IOException {
    JsonNode document = read(OPENAPI);
    int examples = 0;
    for (JsonNode methods : document.get("paths")) {
      for (JsonNode operation : methods) {
        JsonNode content = operation.at("/requestBody/content/application~1json");
        for (JsonNode example : content.path("examples")) {
          ObjectNode schema = content.get("schema").deepCopy();
          schema.set("components", document.get("components"));
          assertThat(
                  JsonSchemaFactory.getInstance(VersionFlag.V202012)
                      .getSchema(schema)
                      .validate(example.get("value")))
              .isEmpty();
          examples++;
        }
      }
    }
    assertThat(examples).isEqualTo(23);
  }

  private static JsonNode read(String file) throws IOException {
    return YAML.readTree(Path.of(file).toFile());
  }

  private static Map<String, Set<String>> ofContract(JsonNode document) {
    Map<String, Set<String>> operations = new TreeMap<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.put(
                                method.getKey() + " " + path.getKey(),
                                ofOperation(document, method.getValue()))));
    return operations;
  }

  private static Set<String> ofOperation(JsonNode document, JsonNode operation) {
    Set<String> facts = new TreeSet<>();
    facts.add("id " + operation.get("operationId").asText());
    for (JsonNode reference : operation.path("parameters")) {
      JsonNode parameter = document.at(reference.get("$ref").asText().substring(1));
      facts.add(parameter(parameter.get("in"), parameter.get("name"), parameter.path("required")));
    }
    operation
        .get("responses")
        .fieldNames()
        .forEachRemaining(status -> facts.add("status " + status));
    return facts;
  }

  private static Map<String, Set<String>> ofRoutes(JsonNode routes) {
    Map<String, Set<String>> operations = new TreeMap<>();
    for (JsonNode entry : routes) {
      JsonNode rest = entry.path("rest");
      if (!rest.path("apiDocs").asBoolean(true)) {
        continue;
      }
      for (String method : METHODS) {
        for (JsonNode verb : rest.path(method)) {
          String path = rest.path("path").asText() + verb.path("path").asText();
          Set<String> facts = new TreeSet<>();
          facts.add("id " + verb.get("id").asText());
          for (JsonNode param : verb.path("param")) {
            facts.add(parameter(param.get("type"), param.get("name"), param.path("required")));
          }
          for (JsonNode message : verb.path("responseMessage")) {
            facts.add("status " + message.get("code").asText());
          }
          operations.put(method + " " + path, facts);
        }
      }
    }
    return operations;
  }

  private static String parameter(JsonNode in, JsonNode name, JsonNode required) {
    return in.asText() + " " + name.asText() + (required.asBoolean() ? " required" : "");
  }
}
