package io.serai.settlement.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads CloudEvents. */
public final class EventReader {

  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

  private final ObjectReader reader;

  /** A reader on the hub's own way with JSON. */
  public EventReader(ObjectMapper json) {
    reader =
        json.readerFor(JournalEvent.class)
            .at("/data")
            .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }

  /**
   * The event of a record; empty if it is none. Its text is not logged: it is not known what it
   * holds.
   */
  public Optional<Received> read(String text) {
    try {
      @Nullable JournalEvent data = reader.readValue(text);
      return Optional.ofNullable(data).map(known -> new Received(known, text));
    } catch (JsonProcessingException e) {
      LOG.error(
          "A record of the journal's topic is not an event: {}", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }
}
