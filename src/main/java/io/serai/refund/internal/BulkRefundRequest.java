package io.serai.refund.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.intake.JsonBody;
import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import io.serai.refund.RefundFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of an operator's request, read strictly: a field that is misspelt would refund
 * everybody.
 */
final class BulkRefundRequest {

  private static final Set<String> OF_A_CREATION =
      Set.of(
          "tenant",
          "provider",
          "merchant",
          "route",
          "created_from",
          "created_to",
          "amount_min",
          "amount_max",
          "currency",
          "reference_prefix",
          "reason",
          "rate",
          "dry_run");

  private final JsonNode body;

  private BulkRefundRequest(byte[] text, Set<String> fields) {
    this.body = JsonBody.parse(text);
    if (!body.isObject()) {
      throw new SeraiException(ErrorCode.MALFORMED_BODY, "send a JSON object");
    }
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.contains(name)) {
                throw SeraiException.invalid(
                    Printable.of(name),
                    "is no field; there are " + String.join(", ", new TreeSet<>(fields)));
              }
            });
  }

  static BulkRefundRequest creation(byte[] body) {
    return new BulkRefundRequest(body, OF_A_CREATION);
  }

  static BulkRefundRequest change(byte[] body) {
    return new BulkRefundRequest(body, Set.of("reason"));
  }

  RefundFilter filter() {
    String tenant = text("tenant");
    return new RefundFilter(
        tenant == null ? "" : tenant,
        text("provider"),
        text("merchant"),
        text("route"),
        instant("created_from"),
        instant("created_to"),
        number("amount_min"),
        number("amount_max"),
        text("currency"),
        text("reference_prefix"));
  }

  String reason() {
    String reason = text("reason");
    return reason == null ? "" : reason;
  }

  @Nullable Integer rate() {
    Long rate = number("rate");
    if (rate != null && rate > Integer.MAX_VALUE) {
      throw SeraiException.invalid("rate", "is too large");
    }
    return rate == null ? null : rate.intValue();
  }

  boolean dryRun() {
    JsonNode given = body.path("dry_run");
    if (!given.isMissingNode() && !given.isBoolean()) {
      throw SeraiException.invalid("dry_run", "must be true or false");
    }
    return given.asBoolean();
  }

  private @Nullable String text(String name) {
    JsonNode given = body.get(name);
    if (given == null) {
      return null;
    }
    if (!given.isTextual() || given.asText().isBlank()) {
      throw SeraiException.invalid(name, "must be a text; leave it out for any");
    }
    return given.asText();
  }

  private @Nullable Long number(String name) {
    JsonNode given = body.get(name);
    if (given == null) {
      return null;
    }
    if (!given.isIntegralNumber() || !given.canConvertToLong() || given.asLong() < 0) {
      throw SeraiException.invalid(name, "must be a whole number, not less than 0");
    }
    return given.asLong();
  }

  private @Nullable Instant instant(String name) {
    String given = text(name);
    try {
      return given == null ? null : Instant.parse(given);
    } catch (DateTimeException e) {
      throw SeraiException.invalid(name, "must be a time in UTC such as 2026-11-23T09:00:00Z");
    }
  }
}
