package io.serai.client;

import io.serai.payment.ErrorCode;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error as the hub tells it (RFC 9457). Immutable.
 *
 * @param type a URN of the code
 * @param title the code for people
 * @param status the HTTP status
 * @param code stable; switch on it, or on {@link #errorCode()}
 * @param detail one sentence for people
 * @param field the first wrong field, or null
 * @param errors every wrong field
 * @param traceId name it when you ask for help
 * @param id the payment or refund that was declined, or null
 * @param payment the charge of a declined refund or top-up, or null
 * @param card the card of a declined top-up, or null
 * @param state the payment's or refund's state, or null
 * @param provider who declined, or null
 * @param declineCode the provider's own code, or why a receipt is refused; or null
 * @param usedBy the verification that has a receipt's transaction, or null
 * @param responseCode the code of ISO 8583 (DE39) on a POS's answer, or null
 * @param cap the cap that is reached, or null
 * @param until when the cap's minute or day ends, or null
 * @param retryAfter seconds until then, or null
 */
public record HubProblem(
    @Nullable String type,
    @Nullable String title,
    int status,
    String code,
    String detail,
    @Nullable String field,
    List<FieldError> errors,
    @Nullable String traceId,
    @Nullable String id,
    @Nullable String payment,
    @Nullable String card,
    @Nullable String state,
    @Nullable String provider,
    @Nullable String declineCode,
    @Nullable String usedBy,
    @Nullable String responseCode,
    @Nullable String cap,
    @Nullable Instant until,
    @Nullable Long retryAfter)
    implements Serializable {

  /**
   * One wrong field.
   *
   * @param field its path in the request, such as {@code method.token}
   * @param message what is wrong with it
   */
  public record FieldError(String field, String message) implements Serializable {}

  /** Refuses what has no code, and takes what else is absent as empty. */
  public HubProblem {
    ClientJson.present("code", code);
    errors = ClientJson.list(errors);
    detail = ClientJson.orEmpty(detail);
  }

  /** The code; empty if it is one that this client does not know yet. */
  public Optional<ErrorCode> errorCode() {
    return ErrorCode.of(code);
  }
}
