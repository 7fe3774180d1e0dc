package io.serai.resolution.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.notice.Notice;
import io.serai.payment.Currency;
import io.serai.payment.SeraiException;
import io.serai.resolution.internal.PaymentNews.What;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PayPal's events about captures. A capture is found by the order that it was made of, a refund by
 * the payment that we wrote on it or by its capture.
 */
final class PayPalNews {

  private static final Pattern PAYMENT = Pattern.compile("pay_[A-Za-z0-9]{1,60}");
  private static final Pattern CAPTURE = Pattern.compile(".*/captures/([A-Za-z0-9-]{1,64})");

  private static final Map<String, What> KINDS =
      Map.of(
          "PAYMENT.CAPTURE.COMPLETED", What.APPROVED,
          "PAYMENT.CAPTURE.DENIED", What.CANCELED,
          "PAYMENT.CAPTURE.DECLINED", What.CANCELED,
          "PAYMENT.CAPTURE.REFUNDED", What.REFUNDED,
          "CUSTOMER.DISPUTE.CREATED", What.DISPUTED);

  private PayPalNews() {}

  static Set<String> kinds() {
    return KINDS.keySet();
  }

  static @Nullable PaymentNews of(Notice notice) {
    What what = KINDS.get(notice.kind());
    JsonNode resource = notice.content().path("resource");
    if (what == null || !resource.isObject()) {
      return null;
    }
    String custom = resource.path("custom_id").asText();
    return new PaymentNews(
        what,
        notice.provider(),
        PAYMENT.matcher(custom).matches() ? custom : null,
        null,
        reference(what, resource),
        resource.at("/supplementary_data/related_ids/order_id").asText(),
        minor(resource.at("/seller_payable_breakdown/total_refunded_amount")));
  }

  private static String reference(What what, JsonNode resource) {
    return switch (what) {
      case DISPUTED -> resource.at("/disputed_transactions/0/seller_transaction_id").asText();
      case REFUNDED -> captureOf(resource);
      case APPROVED, DECLINED, CANCELED -> resource.path("id").asText();
    };
  }

  private static String captureOf(JsonNode refund) {
    for (JsonNode link : refund.path("links")) {
      Matcher capture = CAPTURE.matcher(link.path("href").asText());
      if (link.path("rel").asText().equals("up") && capture.matches()) {
        return capture.group(1);
      }
    }
    return "";
  }

  private static @Nullable Long minor(JsonNode amount) {
    try {
      int digits = Currency.of(amount.path("currency_code").asText()).exponent();
      return new BigDecimal(amount.path("value").asText()).movePointRight(digits).longValueExact();
    } catch (ArithmeticException | NumberFormatException | SeraiException e) {
      return null;
    }
  }
}
