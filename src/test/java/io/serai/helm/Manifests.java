package io.serai.helm;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** What Helm rendered, one tree for each Kubernetes object. */
record Manifests(List<JsonNode> all) {

  /** Helm and kubectl let the last of two equal keys win in silence; here they are an error. */
  private static final YAMLMapper STRICT =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  static Manifests parse(String yaml) {
    try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return new Manifests(
          documents.readAll().stream()
              .filter(Objects::nonNull)
              .filter(document -> !document.isNull() && !document.isMissingNode())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The object of this kind and name; there must be one. */
  JsonNode one(String kind, String name) {
    return all.stream()
        .filter(manifest -> manifest.at("/kind").asText().equals(kind))
        .filter(manifest -> manifest.at("/metadata/name").asText().equals(name))
        .reduce(
            (a, b) -> {
              throw new AssertionError(kind + " " + name + " was rendered twice");
            })
        .orElseThrow(() -> new AssertionError(kind + " " + name + " was not rendered"));
  }

  /** The Deployment's pod template. */
  JsonNode pod() {
    return one("Deployment", "hub-serai").at("/spec/template");
  }

  /** The only container of a pod. */
  JsonNode container() {
    return pod().at("/spec/containers/0");
  }

  /** A list of named things as a map: the name, and the text of one field (empty without it). */
  static Map<String, String> named(JsonNode list, String field) {
    var map = new TreeMap<String, String>();
    StreamSupport.stream(list.spliterator(), false)
        .forEach(entry -> map.put(entry.path("name").asText(), entry.path(field).asText()));
    return map;
  }
}
