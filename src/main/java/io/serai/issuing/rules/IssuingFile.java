package io.serai.issuing.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.issuing.CardProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads {@code routes/issuing.yaml}; all mistakes are told at once, each with the mend. */
public final class IssuingFile {

  static final String NAME = "issuing.yaml";

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private IssuingFile() {}

  /** Reads the file for its mistakes alone. */
  public static void verify(Path folder, UnaryOperator<String> resolve) {
    var unused = read(folder, resolve);
  }

  /** The programs of a folder of routes by name, {@code {{…}}} filled in; none without the file. */
  public static Map<String, CardProgram> read(Path folder, UnaryOperator<String> resolve) {
    Path path = folder.resolve(NAME);
    if (!Files.exists(path)) {
      return Map.of();
    }
    try {
      JsonNode file = YAML.readTree(resolve.apply(Files.readString(path)));
      JsonNode entries = file.path("programs");
      if (!entries.isArray() || file.size() != 1) {
        throw Problems.wrong(
            path + ": must hold one list: programs: [...]; write programs: [] for none", null);
      }
      Problems problems = new Problems(path);
      Map<String, CardProgram> programs = programs(entries, problems);
      problems.tell();
      return programs;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String line = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw Problems.wrong(path + line + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw Problems.wrong(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, CardProgram> programs(JsonNode entries, Problems problems) {
    Map<String, CardProgram> programs = new LinkedHashMap<>();
    Map<String, String> bins = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Part part = new Part("programs[" + (i + 1) + "]", entries.get(i), problems);
      Optional<CardProgram> read = ProgramReader.read(part);
      if (read.isEmpty()) {
        continue;
      }
      CardProgram program = read.get();
      if (programs.put(program.name(), program) != null) {
        part.wrong("name", "'" + program.name() + "' stands above, too; give each its own name");
      }
      for (String bin : program.bins()) {
        String other = bins.put(bin, program.name());
        if (other != null) {
          part.wrong("bins", "'" + bin + "' belongs to " + other + "; take it out of one of them");
        }
      }
    }
    return programs;
  }
}
