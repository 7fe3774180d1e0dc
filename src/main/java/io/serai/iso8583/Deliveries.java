package io.serai.iso8583;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which approvals of a link were heard. A terminal that lost its connection repeats its request on
 * another one, so the same approval may be on its way twice: it is lost only if no copy of it
 * arrives, and once it is being undone no copy may be told. Thread-safe.
 */
final class Deliveries {

  /** Payments that are remembered; only a repeat within the same moments asks for one. */
  private static final int REMEMBERED = 16_384;

  private final Map<String, Told> byPayment =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
          return size() > REMEMBERED;
        }
      };

  private static final class Told {
    private int onTheWay;
    private boolean repeated;
    private boolean heard;
    private boolean firstLost;
    private boolean undone;
  }

  /** An answer is about to be written; false if its approval is being undone and must not be. */
  synchronized boolean expect(String paymentId, boolean replay) {
    Told told = byPayment.computeIfAbsent(paymentId, id -> new Told());
    if (told.undone) {
      return false;
    }
    told.onTheWay++;
    told.repeated |= replay;
    return true;
  }

  /** An answer was written. */
  synchronized void written(String paymentId) {
    Told told = byPayment.get(paymentId);
    if (told != null) {
      told.onTheWay--;
      told.heard = true;
      if (told.onTheWay == 0 && !told.repeated) {
        byPayment.remove(paymentId);
      }
    }
  }

  /**
   * An answer could not be written.
   *
   * @return whether the approval is to be undone: the first answer is lost, and no repeat of it was
   *     heard or is on its way
   */
  synchronized boolean lost(String paymentId, boolean replay) {
    Told told = byPayment.get(paymentId);
    if (told == null) {
      return !replay;
    }
    told.onTheWay--;
    told.firstLost |= !replay;
    told.undone = told.firstLost && !told.heard && told.onTheWay == 0;
    return told.undone;
  }
}
