package io.serai.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.intake.JsonBody;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import io.serai.security.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The JSON of a request, whether it came plain, compressed (S3.11) or sealed (S3.12). */
@Component
final class RestBody {

  private final Payloads payloads;

  RestBody(Payloads payloads) {
    this.payloads = payloads;
  }

  /**
   * The JSON, or null where there is none and need not be.
   *
   * @param longest the most bytes that it may have
   * @throws SeraiException saying how to send it
   */
  @Nullable JsonNode read(Exchange exchange, boolean required, int longest) {
    Message in = exchange.getMessage();
    byte[] sent = in.getBody(byte[].class);
    if ((sent == null || sent.length == 0) && !required) {
      sealsAnswer(exchange);
      return null;
    }
    String type = RestRequest.header(in, Exchange.CONTENT_TYPE);
    boolean sealed = is(Payloads.MEDIA_TYPE, type);
    if (!sealed && !is(Answers.JSON, type)) {
      throw new SeraiException(
          ErrorCode.CONTENT_TYPE_REFUSED, "send the body with 'Content-Type: application/json'");
    }
    byte[] body =
        Inflated.bytes(
            sent == null ? new byte[0] : sent,
            RestRequest.header(in, Exchange.CONTENT_ENCODING),
            longest);
    return sealed ? open(exchange, body) : plain(exchange, body);
  }

  private JsonNode open(Exchange exchange, byte[] body) {
    Payloads.Opened opened =
        payloads.open(
            tenant(exchange),
            new String(body, StandardCharsets.US_ASCII),
            String.valueOf(exchange.getProperty(ExchangeKeys.KEY, String.class)));
    exchange.setProperty(Sealing.KEY, opened.key());
    return JsonBody.parse(opened.text());
  }

  private JsonNode plain(Exchange exchange, byte[] body) {
    if (payloads.required(tenant(exchange))) {
      throw new SeraiException(
          ErrorCode.CONTENT_TYPE_REFUSED,
          "this tenant's bodies must be sealed; send a JWE with 'Content-Type: application/jose'");
    }
    return JsonBody.parse(body);
  }

  /** Where nothing came to be opened: whether the answer is sealed all the same. */
  void sealsAnswer(Exchange exchange) {
    String accept = RestRequest.header(exchange.getMessage(), "Accept");
    String key = payloads.firstKey(tenant(exchange));
    if (key != null && (payloads.required(tenant(exchange)) || is(Payloads.MEDIA_TYPE, accept))) {
      exchange.setProperty(Sealing.KEY, key);
    }
  }

  private static boolean is(String wanted, @Nullable String type) {
    return type != null && type.toLowerCase(Locale.ROOT).matches(wanted + " *(;.*)?");
  }

  private static String tenant(Exchange exchange) {
    return exchange.getProperty(ExchangeKeys.TENANT, String.class);
  }
}
