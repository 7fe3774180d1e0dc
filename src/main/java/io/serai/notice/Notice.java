package io.serai.notice;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice that was verified and is on disk.
 *
 * @param id {@code ntc_…}
 * @param provider the provider's name in {@code providers.yaml}
 * @param scheme how it is written
 * @param event the provider's own id of it
 * @param kind the provider's word for what happened, such as {@code charge.refunded}
 * @param toldAt when it happened, as the provider says, or null
 * @param content the event as JSON; what was signed inside it stands there opened
 */
public record Notice(
    String id,
    String provider,
    NoticeScheme scheme,
    String event,
    String kind,
    @Nullable Instant toldAt,
    JsonNode content) {

  @Override
  public String toString() {
    return "Notice[" + id + ", " + provider + "]"; // its content may name people
  }
}
