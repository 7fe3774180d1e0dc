package io.serai.client;

/**
 * An order that the payer approved. Immutable.
 *
 * @param id the order's
 * @param status how it stands
 */
public record ApprovedOrder(String id, OrderStatus status) {

  /** Refuses what says not even which and how. */
  public ApprovedOrder {
    ClientJson.present("id", id);
    ClientJson.present("status", status);
  }
}
