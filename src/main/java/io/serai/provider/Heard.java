package io.serai.provider;

import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a provider said beside the outcome that its table makes of it, for whoever asks what is no
 * payment. Immutable.
 *
 * @param outcome what the table makes of it
 * @param evidence as the Kamelet left it; empty where nothing was heard
 */
public record Heard(Outcome outcome, Map<String, Object> evidence) {

  /**
   * Sends once and listens.
   *
   * @return what was heard; the future never fails, and completes within the provider's time-out
   */
  public static CompletableFuture<Heard> of(
      Attempts attempts, Provider provider, ProviderCall call, SendBy sendBy) {
    var evidence = new AtomicReference<@Nullable Map<String, Object>>();
    var overheard =
        new Provider(
            provider.definition(), new Overheard(provider.rail(), evidence), provider.table());
    return attempts
        .send(overheard, call, sendBy)
        .thenApply(outcome -> new Heard(outcome, known(evidence.get())));
  }

  private static Map<String, Object> known(@Nullable Map<String, Object> evidence) {
    return evidence == null ? Map.of() : evidence;
  }

  private record Overheard(Rail rail, AtomicReference<@Nullable Map<String, Object>> ear)
      implements Rail {

    @Override
    public CompletableFuture<Map<String, Object>> send(ProviderCall call, SendBy sendBy) {
      return rail.send(call, sendBy)
          .whenComplete(
              (said, failure) -> {
                if (said != null) {
                  ear.set(said);
                }
              });
    }
  }

  /** A field of the evidence as text; empty where it is not there. */
  public String text(String name) {
    @Nullable Object value = evidence.get(name);
    return value == null ? "" : value.toString();
  }
}
