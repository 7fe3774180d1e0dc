package io.serai.provider;

import io.serai.payment.CardNumber;
import io.serai.payment.LinkTrace;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.PassedElements;
import io.serai.payment.PinBlock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation to be sent once to one provider.
 *
 * @param operation what to do
 * @param payment the payment's id
 * @param key by which the provider knows this request; the same for each resend
 * @param originalKey the key of the request that is undone or asked about, or null
 * @param originalReference the provider's name for that request, if known
 * @param money how much
 * @param merchant who sells, empty if not said
 * @param method how it is paid
 * @param card the card number, where the rail needs it
 * @param reference the caller's own reference, or null
 * @param attempt the attempt's number within the payment, 0 for a probe that belongs to none;
 *     providers are not told
 * @param repeat whether the same request under the same key was sent before (ISO 8583: 0421 rather
 *     than 0420)
 */
public record ProviderCall(
    Operation operation,
    String payment,
    String key,
    @Nullable String originalKey,
    @Nullable String originalReference,
    Money money,
    String merchant,
    Map<String, Object> method,
    @Nullable CardNumber card,
    @Nullable String reference,
    int attempt,
    boolean repeat,
    OnLink onLink) {

  /**
   * What a request needs over an ISO 8583 link and nowhere else.
   *
   * @param trace its own numbers, or null where it goes over none
   * @param asked what the original asked, or null where there is none
   * @param original the original's numbers, as DE90 names them, or null
   * @param pin the PIN block that came with the payment, or null
   * @param passed data elements that came with the payment for the host
   * @param from the link that it came in on, or null
   */
  public record OnLink(
      @Nullable LinkTrace trace,
      @Nullable Operation asked,
      @Nullable LinkTrace original,
      @Nullable PinBlock pin,
      PassedElements passed,
      @Nullable String from) {

    /** Over no link. */
    public static final OnLink NOTHING =
        new OnLink(null, null, null, null, PassedElements.NONE, null);

    /** What undoes an original, gives it back or asks about it. */
    public static OnLink about(
        @Nullable LinkTrace trace, Operation asked, @Nullable LinkTrace original) {
      return new OnLink(trace, asked, original, null, PassedElements.NONE, null);
    }
  }

  /** A call that needs nothing of a link. */
  public ProviderCall(
      Operation operation,
      String payment,
      String key,
      @Nullable String originalKey,
      @Nullable String originalReference,
      Money money,
      String merchant,
      Map<String, Object> method,
      @Nullable CardNumber card,
      @Nullable String reference,
      int attempt,
      boolean repeat) {
    this(
        operation,
        payment,
        key,
        originalKey,
        originalReference,
        money,
        merchant,
        method,
        card,
        reference,
        attempt,
        repeat,
        OnLink.NOTHING);
  }

  /** The body that the provider's Kamelet gets. */
  public Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("operation", operation.word());
    body.put("payment", payment);
    body.put("key", key);
    putIfKnown(body, "original_key", originalKey);
    putIfKnown(body, "original_reference", originalReference);
    body.put("amount", money.minor());
    body.put("currency", money.currency().alphabetic());
    body.put("currency_number", money.currency().numeric());
    body.put("merchant", merchant);
    Map<String, Object> how = new LinkedHashMap<>(method);
    putIfKnown(how, "pan", card);
    body.put("method", how);
    putIfKnown(body, "reference", reference);
    if (repeat) {
      body.put("repeat", true);
    }
    LinkTrace original = onLink.original();
    if (original != null && onLink.asked() != null) {
      body.put(
          "original",
          Map.of(
              "operation",
              onLink.asked().word(),
              "stan",
              original.stan(),
              "transmitted_at",
              original.transmittedAt()));
    }
    return body;
  }

  private static void putIfKnown(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
