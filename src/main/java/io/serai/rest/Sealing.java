package io.serai.rest;

import io.serai.payment.ExchangeKeys;
import io.serai.security.Payloads;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Seals the answer to whom its request was sealed by, problems among them. */
@Component
final class Sealing {

  /** The exchange property with the name of the key that the answer is to be sealed with. */
  static final String KEY = "serai.rest.seal";

  private final Payloads payloads;

  Sealing(Payloads payloads) {
    this.payloads = payloads;
  }

  /** Seals what stands in the exchange as its answer, if it is to be sealed. */
  void seal(Exchange exchange) {
    String key = exchange.getProperty(KEY, String.class);
    if (key == null) {
      return;
    }
    Message answer = exchange.getMessage();
    String sealed =
        payloads.seal(
            exchange.getProperty(ExchangeKeys.TENANT, String.class),
            key,
            answer.getHeader(Exchange.CONTENT_TYPE, String.class),
            answer.getBody(byte[].class));
    answer.setHeader(Exchange.CONTENT_TYPE, Payloads.MEDIA_TYPE);
    answer.setBody(sealed.getBytes(StandardCharsets.US_ASCII));
  }
}
