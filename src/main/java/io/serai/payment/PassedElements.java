package io.serai.payment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * Data elements of an ISO 8583 request that only the next link's host may understand: chip data and
 * what two hosts have agreed on. They go on beside the payment, in memory; nothing that prints or
 * serialises them shows them, and nothing stores them (I8). Immutable.
 */
public final class PassedElements {

  /** None. */
  public static final PassedElements NONE = new PassedElements(Map.of());

  private final Map<Integer, String> byNumber;

  /** Data elements by their numbers, binary ones as hexadecimal digits. */
  public PassedElements(Map<Integer, String> byNumber) {
    this.byNumber = Map.copyOf(byNumber);
  }

  /** Them by their numbers. Never log, store or publish them. */
  public Map<Integer, String> byNumber() {
    return byNumber;
  }

  @JsonValue
  @Override
  public String toString() {
    return "PassedElements[hidden]";
  }
}
