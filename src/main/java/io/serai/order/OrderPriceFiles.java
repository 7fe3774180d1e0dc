package io.serai.order;

import io.serai.order.internal.PricesFile;
import io.serai.payment.SeraiException;
import java.nio.file.Path;

/** Reads {@code order-prices.yaml} for whoever checks it without running anything. */
public final class OrderPriceFiles {

  private OrderPriceFiles() {}

  /**
   * Reads the prices as the hub does; none are fine.
   *
   * @param folder the folder of routes
   * @throws SeraiException naming the file, the place or price, and what is wrong with it
   */
  public static void verify(Path folder) {
    PricesFile.verify(folder);
  }
}
