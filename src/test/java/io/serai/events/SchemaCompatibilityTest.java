package io.serai.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.issuing.CardEventKind;
import io.serai.payment.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Published events stay readable: schemas only ever gain optional fields. */
class SchemaCompatibilityTest {

  private static final Path PUBLISHED = Path.of("src/test/resources/schemas-v1");
  private static final Path CURRENT = Path.of("src/main/resources/schemas");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OLD =
      "{'type': 'object', 'required': ['id'], 'properties':"
          + " {'id': {'type': 'string'}, 'amount': {'type': 'integer'}}}";

  @Test
  void noPublishedSchemaIsBroken() throws IOException {
    List<Path> published;
    try (var files = Files.list(PUBLISHED)) {
      published = files.sorted().toList();
    }
    // One for each kind of entry and of card event, and the two envelopes.
    assertThat(published)
        .hasSize(EventKind.values().length + 1 + CardEventKind.values().length + 1);
    for (Path file : published) {
      Path now = CURRENT.resolve(file.getFileName());
      assertThat(now).exists();
      JsonNode before = JSON.readTree(file.toFile());
      assertThat(SchemaCompatibility.breaks(before, JSON.readTree(now.toFile())))
          .as(file.toString())
          .isEmpty();
    }
  }

  @Test
  void anOptionalFieldMayBeAddedAndADescriptionChanged() throws IOException {
    assertThat(
            breaks(
                "{'type': 'object', 'description': 'new', 'required': ['id'], 'properties': {'id':"
                    + " {'type': 'string', 'description': 'new'}, 'amount': {'type': 'integer'},"
                    + " 'more': {'type': 'string'}}}"))
        .isEmpty();
  }

  @Test
  void aRemovedRetypedOrNewlyRequiredFieldIsABreak() throws IOException {
    assertThat(
            breaks(
                "{'type': 'object', 'required': ['id'], 'properties': {'id': {'type': 'string'}}}"))
        .containsExactly("amount is removed");
    assertThat(
            breaks(
                "{'type': 'object', 'required': ['id'], 'properties':"
                    + " {'id': {'type': 'string'}, 'amount': {'type': 'string'}}}"))
        .containsExactly("amount is changed");
    assertThat(
            breaks(
                "{'type': 'object', 'required': ['id', 'amount'], 'properties':"
                    + " {'id': {'type': 'string'}, 'amount': {'type': 'integer'}}}"))
        .containsExactly("amount is newly required");
  }

  @Test
  void soIsAFieldThatMayBeMissingFromNowOnAndAClosedObject() throws IOException {
    assertThat(
            breaks(
                "{'type': 'object', 'properties':"
                    + " {'id': {'type': 'string'}, 'amount': {'type': 'integer'}}}"))
        .containsExactly("id is no longer required");
    assertThat(breaks(OLD.replace("'required'", "'additionalProperties': false, 'required'")))
        .containsExactly("something beside the fields is changed");
  }

  private static List<String> breaks(String next) throws IOException {
    return SchemaCompatibility.breaks(read(OLD), read(next));
  }

  private static JsonNode read(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
