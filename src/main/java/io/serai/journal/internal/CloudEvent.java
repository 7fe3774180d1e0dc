package io.serai.journal.internal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Puts the CloudEvents 1.0 envelope, in structured JSON, around an entry's data. */
final class CloudEvent {

  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

  private CloudEvent() {}

  /**
   * The event of an entry. Its type is made of the entry's own word, so that an older relay also
   * publishes kinds that it does not know.
   */
  static String of(JournalRow row) {
    StringBuilder text = new StringBuilder(row.data().length() + 384);
    text.append("{\"specversion\":\"1.0\",\"id\":\"");
    JSON.quoteAsString(row.payment(), text);
    text.append('/').append(row.seq());
    text.append("\",\"source\":\"/serai\",\"type\":\"io.serai.payment.");
    JSON.quoteAsString(row.event(), text);
    text.append(".v1\",\"time\":\"").append(row.at());
    text.append("\",\"subject\":\"");
    JSON.quoteAsString(row.payment(), text);
    text.append("\",\"datacontenttype\":\"application/json\",\"seraitenant\":\"");
    JSON.quoteAsString(row.tenant(), text);
    text.append("\",\"seraitrace\":\"");
    JSON.quoteAsString(row.trace(), text);
    return text.append("\",\"data\":").append(row.data()).append('}').toString();
  }
}
