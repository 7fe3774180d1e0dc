package io.serai.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The check's own files, which are in the jar. */
final class Resources {

  private Resources() {}

  static JsonNode yaml(String name) {
    return read(new YAMLMapper(), "/routing/" + name);
  }

  static JsonNode json(String path) {
    return read(new ObjectMapper(), path);
  }

  private static JsonNode read(ObjectMapper mapper, String path) {
    try (InputStream in = Resources.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path + " is not in the jar");
      }
      return mapper.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
