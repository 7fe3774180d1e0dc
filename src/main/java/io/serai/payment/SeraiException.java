package io.serai.payment;

import org.jspecify.annotations.Nullable;

/** The one root of Serai's exceptions: a stable code, a text for people, and the field if any. */
public class SeraiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String field;

  /** An error of a code; the message is shown to the caller and must hold no card data. */
  public SeraiException(ErrorCode code, String message) {
    this(code, null, message, null);
  }

  /** An error with the field it is about and what caused it. */
  public SeraiException(
      ErrorCode code, @Nullable String field, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.field = field;
  }

  /** A wrong field; the message says what is wrong with it and what to send instead. */
  public static SeraiException invalid(String field, String message) {
    return new SeraiException(ErrorCode.INVALID_FIELD, field, field + ": " + message, null);
  }

  /** Its stable code. */
  public ErrorCode code() {
    return code;
  }

  /** The field it is about, in the request's own words, or null. */
  public @Nullable String field() {
    return field;
  }
}
