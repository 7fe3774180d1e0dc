package io.serai.payment;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer came over an ISO 8583 link after its request had ended as unknown, or to a request of
 * an earlier process. It is published on the thread of the connection, so a listener must not
 * block; the same answer may be published twice.
 *
 * @param link the link's name
 * @param reference what the sender called its request ({@code <payment>/<attempt>} where the engine
 *     sent it), null where it said nothing or the request was sent by another process
 * @param mti the answer's type
 * @param stan DE11 as it was sent
 * @param transmittedAt DE7 as it was sent, MMDDhhmmss
 * @param responseCode DE39
 * @param retrievalReference DE37
 * @param approvalCode DE38
 */
public record LateLinkAnswer(
    String link,
    @Nullable String reference,
    String mti,
    @Nullable String stan,
    @Nullable String transmittedAt,
    @Nullable String responseCode,
    @Nullable String retrievalReference,
    @Nullable String approvalCode) {

  /** DE39 of an answer that knows of no original. */
  private static final String NO_ORIGINAL = "25";

  /**
   * The answer as evidence for an outcome table, by the names that a Kamelet over a link gives its
   * evidence too: {@code code} (DE39; {@code no_original} for 25), {@code provider_reference},
   * {@code approval_code} and {@code decline_code}.
   */
  public Map<String, Object> evidence() {
    Map<String, Object> evidence = new HashMap<>();
    put(evidence, "code", NO_ORIGINAL.equals(responseCode) ? "no_original" : responseCode);
    put(evidence, "provider_reference", retrievalReference);
    put(evidence, "approval_code", approvalCode);
    if (!"00".equals(responseCode) && !NO_ORIGINAL.equals(responseCode)) {
      put(evidence, "decline_code", responseCode);
    }
    return evidence;
  }

  private static void put(Map<String, Object> evidence, String name, @Nullable String value) {
    if (value != null) {
      evidence.put(name, value);
    }
  }
}
