package io.serai.order.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code routes/order-prices.yaml}; each mistake is named with its place and the mend. */
public final class PricesFile {

  static final String NAME = "order-prices.yaml";

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final List<String> FIELDS =
      List.of(
          "basic",
          "img_storage_price_unit",
          "monitoring_storage_price_unit",
          "monitoring_option",
          "alerting_option");
  private static final long LARGEST = 999_999_999_999L;

  private PricesFile() {}

  /** Reads the file for its mistakes alone. */
  public static void verify(Path folder) {
    var unused = read(folder);
  }

  /** The prices of a folder of routes; none without the file. */
  static Prices read(Path folder) {
    Path path = folder.resolve(NAME);
    if (!Files.exists(path)) {
      return Prices.NONE;
    }
    try {
      JsonNode file = YAML.readTree(Files.readString(path));
      JsonNode prices = file.path("prices");
      if (!prices.isObject() || prices.isEmpty() || file.size() != 1) {
        throw wrong(path + ": must hold prices: with a currency such as USD: below it", null);
      }
      List<PriceList> lists = new ArrayList<>();
      for (Map.Entry<String, JsonNode> one : prices.properties()) {
        lists.add(list(path + ": prices." + one.getKey(), one.getKey(), one.getValue()));
      }
      return new Prices(List.copyOf(lists));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String line = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw wrong(path + line + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw wrong(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static PriceList list(String where, String letters, JsonNode given) {
    Currency currency;
    try {
      currency = Currency.of(letters);
    } catch (SeraiException e) {
      throw wrong(where + ": is no currency; write three letters of ISO 4217 such as USD", e);
    }
    given
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw wrong(
                    where + "." + name + ": is no price; there are " + String.join(", ", FIELDS),
                    null);
              }
            });
    return new PriceList(
        currency,
        price(where, given, FIELDS.get(0)),
        price(where, given, FIELDS.get(1)),
        price(where, given, FIELDS.get(2)),
        price(where, given, FIELDS.get(3)),
        price(where, given, FIELDS.get(4)));
  }

  private static long price(String where, JsonNode given, String name) {
    JsonNode price = given.path(name);
    if (price.isMissingNode()) {
      throw wrong(where + "." + name + ": is missing; write 0 where it costs nothing", null);
    }
    if (!price.isIntegralNumber()
        || !price.canConvertToLong()
        || price.longValue() < 0
        || price.longValue() > LARGEST) {
      throw wrong(
          where
              + "."
              + name
              + ": must be a whole number of minor units from 0 to "
              + LARGEST
              + ", such as 1000 for 10.00 USD",
          null);
    }
    return price.longValue();
  }

  private static SeraiException wrong(String message, @Nullable Exception cause) {
    return new SeraiException(ErrorCode.CONFIGURATION, NAME, message, cause);
  }
}
