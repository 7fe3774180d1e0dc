package io.serai.doubles;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The orders that PayPal's double knows, by their ids; safe for use by many threads. */
final class PayPalOrders {

  /** ISO 4217 has decimals of the first two; PayPal does not. */
  private static final Set<String> WHOLE = Set.of("HUF", "TWD", "JPY");

  private final Map<String, Order> byId = new LinkedHashMap<>();
  private final Map<String, String> idByRequest = new LinkedHashMap<>();

  /**
   * An order before it is captured.
   *
   * @param minor how much, in minor units
   * @param value the same, as it was written
   * @param custom the caller's own name for it
   * @param status CREATED, PAYER_ACTION_REQUIRED, APPROVED or VOIDED
   * @param declines captures that were declined
   */
  record Order(
      String id,
      long minor,
      String value,
      String currency,
      String custom,
      String status,
      int declines) {

    /** What a capture of it is known by in the book. */
    String captureKey() {
      return "capture:" + id + "#" + declines;
    }

    private Order now(String other) {
      return new Order(id, minor, value, currency, custom, other, declines);
    }

    private Order declined() {
      return new Order(id, minor, value, currency, custom, status, declines + 1);
    }
  }

  synchronized Order create(String request, Fields fields) throws BadRequest {
    Order known = byId.get(idByRequest.getOrDefault(request, ""));
    if (known != null) {
      return known;
    }
    if (!fields.text("intent").equals("CAPTURE")) {
      throw new BadRequest("intent", "must be CAPTURE here");
    }
    String currency = fields.currency("purchase_units.0.amount.currency_code");
    String value = fields.text("purchase_units.0.amount.value");
    String custom = fields.optionalText("purchase_units.0.custom_id");
    String id =
        UUID.randomUUID().toString().replace("-", "").substring(0, 17).toUpperCase(Locale.ROOT);
    var order =
        new Order(
            id,
            minor(value, currency),
            value,
            currency,
            custom == null ? "" : custom,
            "PAYER_ACTION_REQUIRED",
            0);
    byId.put(id, order);
    idByRequest.put(request, id);
    return order;
  }

  synchronized Order get(String id) throws BadRequest {
    Order order = byId.get(id);
    if (order == null) {
      throw new BadRequest(
          404, "INVALID_RESOURCE_ID", "id", "does not exist: specified resource ID");
    }
    return order;
  }

  /** What the payer, or time, does to an order. */
  synchronized void does(String id, String what) throws BadRequest {
    Order order = get(id);
    switch (what) {
      case "approve" -> byId.put(id, order.now("APPROVED"));
      case "void" -> byId.put(id, order.now("VOIDED"));
      case "expire" -> byId.remove(id);
      case "cancel" -> byId.put(id, order); // the payer goes away; the order stays as it is
      default ->
          throw new BadRequest(
              404, "no_such_path", what, "is none of approve, cancel, expire, void");
    }
  }

  synchronized void declined(String id) {
    byId.computeIfPresent(id, (same, order) -> order.declined());
  }

  /** Decimal text as minor units. */
  static long minor(String value, String currency) throws BadRequest {
    if (!value.matches("[0-9]{1,12}([.][0-9]{1,4})?")) {
      throw new BadRequest("value", "must be decimal text");
    }
    if (WHOLE.contains(currency) && value.contains(".")) {
      throw new BadRequest(422, "DECIMALS_NOT_SUPPORTED", "value", "has decimals");
    }
    try {
      int digits = Currency.getInstance(currency).getDefaultFractionDigits();
      return new BigDecimal(value).movePointRight(digits).longValueExact();
    } catch (ArithmeticException e) {
      throw new BadRequest(422, "DECIMAL_PRECISION", "value", "has too many decimals");
    } catch (IllegalArgumentException e) {
      throw new BadRequest(422, "CURRENCY_NOT_SUPPORTED", "currency_code", "is not supported");
    }
  }

  /** Minor units as decimal text. */
  static String text(long minor, String currency) {
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    BigDecimal amount = BigDecimal.valueOf(minor, digits);
    return WHOLE.contains(currency) ? amount.toBigInteger().toString() : amount.toPlainString();
  }
}
