package io.serai.webhook.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.serai.intake.Paging;
import io.serai.journal.SharedTime;
import io.serai.payment.SeraiException;
import io.serai.payment.Why;
import io.serai.webhook.WebhookDelivery;
import io.serai.webhook.WebhookEndpoint;
import io.serai.webhook.WebhookReplay;
import io.serai.webhook.Webhooks;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks for operators. */
@RestController
@RequestMapping("/v1/ops/webhooks")
class WebhookController {

  private static final int MOST = 1_000;

  private final Webhooks webhooks;
  private final Clock clock;

  WebhookController(Webhooks webhooks, SharedTime time) {
    this.webhooks = webhooks;
    this.clock = time.clock();
  }

  /** All endpoints. */
  record All(List<WebhookEndpoint> webhooks) {}

  /**
   * Some deliveries, oldest first.
   *
   * @param next what to send as {@code after} for those that follow, or null if there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<WebhookDelivery> deliveries, @Nullable Long next) {}

  /**
   * What is sent again, and why.
   *
   * @param event one event, by its id
   * @param givenUp only what was given up
   * @param from written down no earlier
   * @param to written down before
   * @param reason 1 to 500 characters, without card data
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Again(
      @Nullable String event,
      @Nullable Boolean givenUp,
      @Nullable String from,
      @Nullable String to,
      @Nullable String reason) {}

  /**
   * How much is sent again.
   *
   * @param more whether to ask again for the rest
   */
  record Replayed(int replayed, boolean more) {}

  /** All endpoints. */
  @GetMapping
  All list() {
    return new All(webhooks.list());
  }

  /** One endpoint. */
  @GetMapping("/{name}")
  WebhookEndpoint show(@PathVariable String name) {
    return webhooks.get(name);
  }

  /** Its deliveries in a state. */
  @GetMapping("/{name}/deliveries")
  Page deliveries(
      @PathVariable String name,
      @RequestParam(defaultValue = "waiting") String state,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "100") int limit) {
    List<WebhookDelivery> found =
        webhooks.deliveries(name, state(state), after, Paging.limit(limit, MOST));
    return new Page(found, Paging.next(found, limit, WebhookDelivery::id));
  }

  /** Sends it nothing until it is resumed; the operator and the reason stay on record. */
  @PostMapping("/{name}/pause")
  WebhookEndpoint pause(@PathVariable String name, @RequestBody Why why, Principal operator) {
    return webhooks.pause(name, operator.getName(), why.text(), clock.instant());
  }

  /** Sends it at once what waits; the operator and the reason stay on record. */
  @PostMapping("/{name}/resume")
  WebhookEndpoint resume(@PathVariable String name, @RequestBody Why why, Principal operator) {
    return webhooks.resume(name, operator.getName(), why.text(), clock.instant());
  }

  /** Sends again what was taken or given up; the operator and the reason stay on record. */
  @PostMapping("/{name}/replay")
  Replayed replay(@PathVariable String name, @RequestBody Again again, Principal operator) {
    var which =
        new WebhookReplay(
            again.event(),
            Boolean.TRUE.equals(again.givenUp()),
            time("from", again.from()),
            time("to", again.to()));
    int replayed =
        webhooks.replay(
            name, which, operator.getName(), new Why(again.reason()).text(), clock.instant());
    return new Replayed(replayed, replayed == WebhookReplay.MOST);
  }

  private static @Nullable Instant time(String field, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw SeraiException.invalid(field, "write a time such as 2026-11-28T10:00:00Z");
    }
  }

  private static Webhooks.State state(String word) {
    return Arrays.stream(Webhooks.State.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> SeraiException.invalid("state", "write waiting, delivered or given_up"));
  }
}
