package io.serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as people write it, in JSON or YAML: <code>{"mti": "0100", "fields": {"2": "4111…"}}
 * </code>. Values are texts, binary ones as hexadecimal digits. What is wrong with it is told
 * without quoting a value.
 *
 * @param mti message type, four digits
 * @param fields texts by the numbers of their data elements
 */
record IsoMessageFile(String mti, Map<Integer, String> fields) {

  private static final String STANDARD_INPUT = "-";

  /**
   * Reads one.
   *
   * @param file its path, or a dash for standard input
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static IsoMessageFile read(String file) {
    try {
      String text =
          file.equals(STANDARD_INPUT)
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(Path.of(file));
      return parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "line " + e.getLocation().getLineNr() + " is neither JSON nor YAML", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("'" + file + "' cannot be read", e);
    }
  }

  /** JSON is YAML too. */
  static IsoMessageFile parse(String text) throws JsonProcessingException {
    JsonNode root = new YAMLMapper().readTree(text);
    root.fieldNames()
        .forEachRemaining(
            key ->
                check(
                    key.equals("mti") || key.equals("fields"),
                    "'" + key + "' is not known; known are mti and fields"));
    JsonNode mti = root.path("mti");
    check(!mti.isMissingNode(), "mti is missing; begin with mti: \"0100\"");
    check(mti.isTextual() && mti.asText().matches("\\d{4}"), "mti: write four digits in quotes");
    check(root.path("fields").isObject(), "fields: write each as number: \"text\"");
    Map<Integer, String> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : root.path("fields").properties()) {
      String number = field.getKey();
      check(isField(number), "fields." + number + ": a number is 2 to 128");
      // YAML reads 000000001000 as a number, and not as that one.
      check(field.getValue().isTextual(), "fields." + number + ": write its value in quotes");
      fields.put(Integer.valueOf(number), field.getValue().asText());
    }
    return new IsoMessageFile(mti.asText(), fields);
  }

  private static boolean isField(String number) {
    return number.matches("[1-9][0-9]{0,2}")
        && Integer.parseInt(number) >= 2
        && Integer.parseInt(number) <= 128;
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
