package io.serai.journal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;

/**
 * A row on its way out, as a CloudEvent. The event's id is {@code <lane>/<seq>}; its subject is the
 * record's key.
 *
 * @param xid the transaction that wrote it, an unsigned number
 * @param lane within what {@code seq} counts: a payment, an account
 * @param seq its number there, by which consumers drop repeats
 * @param subject what it is about; events of one subject keep their order
 * @param tenant whose it is
 * @param type such as {@code io.serai.payment.confirmed.v1}
 * @param text the event as JSON
 */
public record RelayedEvent(
    long xid, String lane, long seq, String subject, String tenant, String type, String text) {

  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

  /**
   * Puts the CloudEvents 1.0 envelope, in structured JSON, around a row's data.
   *
   * @param data JSON, published without being parsed
   */
  public static RelayedEvent of(
      long xid,
      String lane,
      long seq,
      String subject,
      String tenant,
      String type,
      Instant at,
      String trace,
      String data) {
    StringBuilder text = new StringBuilder(data.length() + 384);
    text.append("{\"specversion\":\"1.0\",\"id\":\"");
    JSON.quoteAsString(lane, text);
    text.append('/').append(seq);
    text.append("\",\"source\":\"/serai\",\"type\":\"");
    JSON.quoteAsString(type, text);
    text.append("\",\"time\":\"").append(at);
    text.append("\",\"subject\":\"");
    JSON.quoteAsString(subject, text);
    text.append("\",\"datacontenttype\":\"application/json\",\"seraitenant\":\"");
    JSON.quoteAsString(tenant, text);
    text.append("\",\"seraitrace\":\"");
    JSON.quoteAsString(trace, text);
    text.append("\",\"data\":").append(data).append('}');
    return new RelayedEvent(xid, lane, seq, subject, tenant, type, text.toString());
  }

  /** The event's id. */
  public String id() {
    return lane + "/" + seq;
  }
}
