package io.serai.order.internal;

import io.serai.payment.Currency;
import io.serai.payment.SeraiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The prices in all currencies that there are prices in; the file's first one is shown first.
 *
 * @param lists in the order of the file
 */
record Prices(List<PriceList> lists) {

  static final Prices NONE = new Prices(List.of());

  /**
   * The prices in a currency.
   *
   * @throws SeraiException naming the field and the currencies that there are
   */
  PriceList in(Currency currency) {
    return lists.stream()
        .filter(list -> list.currency().equals(currency))
        .findFirst()
        .orElseThrow(
            () ->
                SeraiException.invalid(
                    "currency",
                    lists.isEmpty()
                        ? "has no prices; routes/order-prices.yaml has none at all"
                        : "has no prices; there are prices in "
                            + lists.stream()
                                .map(list -> list.currency().alphabetic())
                                .collect(Collectors.joining(", "))));
  }

  /** As the API shows them: the first currency's at the top, then those of each. */
  Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    if (!lists.isEmpty()) {
      shown.putAll(lists.get(0).shown());
    }
    List<Map<String, Object>> each = new ArrayList<>();
    lists.forEach(list -> each.add(list.shown()));
    shown.put("prices", each);
    return shown;
  }
}
