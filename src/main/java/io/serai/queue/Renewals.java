package io.serai.queue;

import io.serai.payment.Channel;
import io.serai.payment.ErrorCode;
import io.serai.payment.ErrorCode.Category;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the entry of the renewals' queue does with a message before and after the set of routes. A
 * message whose exchange ends without an exception is deleted, any other stays. Thread-safe.
 */
@Component("renewals")
public class Renewals {

  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);
  private static final String ORIGINAL = "serai.queue.body";
  private static final String RECEIPT = "serai.queue.receipt";
  // Camel's consumer deletes by this header of the finished exchange.
  private static final String RECEIPT_HEADER = "CamelAwsSqsReceiptHandle";

  private final RenewalSettings settings;

  Renewals(RenewalSettings settings) {
    this.settings = settings;
  }

  /**
   * Turns a message into a neutral request with all that the engine must know of its caller.
   *
   * @throws SeraiException naming what is wrong with the message
   */
  public void accept(Exchange exchange) {
    String body = exchange.getMessage().getBody(String.class);
    exchange.setProperty(ORIGINAL, body);
    exchange.setProperty(RECEIPT, exchange.getMessage().getHeader(RECEIPT_HEADER));
    exchange.getMessage().removeHeaders("*");
    RenewalMessage message = RenewalMessage.read(body);
    exchange.setProperty(ExchangeKeys.TENANT, settings.tenant());
    exchange.setProperty(ExchangeKeys.CHANNEL, Channel.QUEUE.word());
    exchange.setProperty(ExchangeKeys.KEY, message.key());
    exchange.setProperty(ExchangeKeys.FINGERPRINT, message.fingerprint());
    exchange.setProperty(ExchangeKeys.TRACE, UUID.randomUUID().toString().replace("-", ""));
    exchange.getMessage().setBody(message.request());
  }

  /**
   * Looks at the result: a committed outcome ends the message.
   *
   * @throws SeraiException with {@code PROVIDERS_UNAVAILABLE} if nothing was sent, so that the
   *     message is delivered again
   */
  public void finish(Exchange exchange) {
    Map<?, ?> result = exchange.getMessage().getBody(Map.class);
    String outcome = result == null ? "none" : String.valueOf(result.get("outcome"));
    switch (outcome) {
      case "approved", "declined", "unknown", "pending" -> restoreReceipt(exchange);
      case "failed" ->
          throw new SeraiException(
              ErrorCode.PROVIDERS_UNAVAILABLE, "no provider took the renewal; it stays queued");
      default ->
          throw new SeraiException(
              ErrorCode.INTERNAL, "the routes left no outcome; the renewal stays queued");
    }
  }

  /**
   * Makes a dead letter of a message that can never be charged: its original body, and why.
   *
   * @throws SeraiException the one that was caught, if a later delivery may do better
   */
  public void refuse(Exchange exchange) {
    SeraiException why =
        Objects.requireNonNull(
            exchange.getProperty(Exchange.EXCEPTION_CAUGHT, SeraiException.class));
    Category category = why.code().category();
    if (category != Category.INVALID && category != Category.CONFLICT) {
      throw why;
    }
    LOG.warn("A renewal goes to the dead letters: {}", why.getMessage());
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(exchange.getProperty(ORIGINAL));
    exchange.getMessage().setHeader("reason", why.getMessage());
    exchange.getMessage().setHeader("code", why.code().wire());
    restoreReceipt(exchange);
  }

  private static void restoreReceipt(Exchange exchange) {
    Object receipt = exchange.getProperty(RECEIPT);
    if (receipt != null) {
      exchange.getMessage().setHeader(RECEIPT_HEADER, receipt);
    }
  }
}
