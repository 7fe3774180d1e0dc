package io.serai.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint and how it stands, for people.
 *
 * @param name its name in the configuration
 * @param tenant whose events it is told
 * @param url where it is
 * @param kinds which types of events it is told
 * @param enabled whether it is told anything
 * @param pausedBy the operator who paused it, or null
 * @param pausedReason why, or null
 * @param pausedAt since when, or null
 * @param waiting deliveries that it has not taken yet
 * @param oldestWaiting since when the oldest of them waits, or null
 * @param givenUp deliveries that were given up
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookEndpoint(
    String name,
    String tenant,
    String url,
    List<String> kinds,
    boolean enabled,
    @Nullable String pausedBy,
    @Nullable String pausedReason,
    @Nullable Instant pausedAt,
    long waiting,
    @Nullable Instant oldestWaiting,
    long givenUp) {

  /** Copies. */
  public WebhookEndpoint {
    kinds = List.copyOf(kinds);
  }
}
