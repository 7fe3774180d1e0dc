package io.serai.payment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller over HTTP is told about an error: RFC 9457 with a stable code. Immutable.
 *
 * @param code the stable code; it also decides the status
 * @param detail one sentence for people, without card data
 * @param field the first field that is wrong, or null
 * @param errors every field that is wrong
 * @param more further members, such as {@code decline_code}
 */
public record Problem(
    ErrorCode code,
    String detail,
    @Nullable String field,
    List<FieldError> errors,
    Map<String, Object> more) {

  /** The media type of a problem's JSON. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * One wrong field.
   *
   * @param field its path in the request, such as {@code method.token}
   * @param message what is wrong with it, never its value
   */
  public record FieldError(String field, String message) {}

  /** Copies what could change. */
  public Problem {
    errors = List.copyOf(errors);
    more = Map.copyOf(more);
  }

  /** A problem without a field. */
  public static Problem of(ErrorCode code, String detail) {
    return new Problem(code, detail, null, List.of(), Map.of());
  }

  /**
   * What a caller may know of an error. Defects and errors of the configuration are for the
   * operator's log: the caller hears only that there was one.
   */
  public static Problem of(Throwable error) {
    if (!(error instanceof SeraiException known)
        || known.code().category() == ErrorCode.Category.OPERATOR) {
      return of(ErrorCode.INTERNAL, "The hub failed. Its log names the cause under the trace id.");
    }
    String field = known.field();
    String message = String.valueOf(known.getMessage());
    List<FieldError> errors =
        field == null
            ? List.of()
            : List.of(new FieldError(field, message.replaceFirst("^\\Q" + field + ": \\E", "")));
    Map<String, Object> more = known instanceof CapExceeded cap ? cap.members() : Map.of();
    return new Problem(known.code(), message, field, errors, more);
  }

  /** The HTTP status. */
  public int status() {
    return switch (code) {
      case BODY_TOO_LARGE -> 413;
      case CONTENT_TYPE_REFUSED -> 415;
      case METHOD_NOT_ALLOWED -> 405;
      case FORBIDDEN, MERCHANT_REFUSED, TERMINAL_REFUSED -> 403;
      case CAP_EXCEEDED -> 429;
      default ->
          switch (code.category()) {
            case INVALID -> 400;
            case CONFLICT -> 409;
            case NOT_FOUND -> 404;
            case UNAUTHORIZED -> 401;
            case DECLINED -> 402;
            case UNAVAILABLE -> 503;
            case OPERATOR -> 500;
          };
    };
  }

  /** A name of the code for people, such as {@code Invalid field}. */
  public String title() {
    String words = code.wire().replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** A URN of the code: it names the kind of problem and leads nowhere. */
  public String type() {
    return "urn:serai:problem:" + code.wire();
  }

  /** The members of the JSON object, in order. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", type());
    members.put("title", title());
    members.put("status", status());
    members.put("code", code.wire());
    members.put("detail", detail);
    if (field != null) {
      members.put("field", field);
    }
    if (!errors.isEmpty()) {
      members.put("errors", errors);
    }
    members.putAll(more);
    return members;
  }
}
