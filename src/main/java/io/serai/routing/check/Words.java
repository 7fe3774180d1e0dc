package io.serai.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What people write who know another language, and what it is called here. */
final class Words {

  private static final JsonNode MENDS = Resources.yaml("route-rules.yaml").path("words");

  private Words() {}

  static Optional<String> mend(String word) {
    return MENDS.has(word) ? Optional.of(MENDS.path(word).asText()) : Optional.empty();
  }
}
