package io.serai.resolution.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.notice.Notice;
import io.serai.resolution.internal.PaymentNews.What;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's events about payments. Ours carry the key of the attempt as metadata, which Stripe
 * copies from a PaymentIntent to its charges, and not to their disputes.
 */
final class StripeNews {

  private static final Pattern KEY = Pattern.compile("(pay_[A-Za-z0-9]{1,60})\\.([0-9]{1,6})");

  private static final Map<String, What> KINDS =
      Map.of(
          "payment_intent.succeeded", What.APPROVED,
          "payment_intent.payment_failed", What.DECLINED,
          "payment_intent.canceled", What.CANCELED,
          "charge.refunded", What.REFUNDED,
          "charge.dispute.created", What.DISPUTED);

  private StripeNews() {}

  static Set<String> kinds() {
    return KINDS.keySet();
  }

  static @Nullable PaymentNews of(Notice notice) {
    What what = KINDS.get(notice.kind());
    JsonNode object = notice.content().at("/data/object");
    if (what == null || !object.isObject()) {
      return null;
    }
    Matcher key = KEY.matcher(object.at("/metadata/serai_key").asText());
    boolean ours = key.matches();
    boolean intent = object.path("object").asText().equals("payment_intent");
    JsonNode given = object.path("amount_refunded");
    return new PaymentNews(
        what,
        notice.provider(),
        ours ? key.group(1) : null,
        ours ? Integer.valueOf(key.group(2)) : null,
        object.path(intent ? "id" : "payment_intent").asText(),
        "",
        given.isIntegralNumber() ? given.asLong() : null);
  }
}
