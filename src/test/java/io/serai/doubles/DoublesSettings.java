package io.serai.doubles;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the doubles listen; 0 is any free port.
 *
 * @param books folder in which the books outlive the process; null keeps them in memory
 */
public record DoublesSettings(
    int control,
    int gatewayA,
    int gatewayB,
    int issuerH,
    int vanA,
    int vanB,
    int vanC,
    int issuerK,
    int apple,
    int google,
    int paypal,
    int webOrders,
    int stripe,
    @Nullable Path books) {

  /** The sandbox's ports, books in memory. */
  public static final DoublesSettings DEFAULTS =
      new DoublesSettings(
          8090, 8091, 8092, 8093, 8094, 8095, 8585, 8586, 8096, 8097, 8098, 8099, 8100, null);

  /** Free ports, books in memory. */
  public static final DoublesSettings FREE_PORTS = freePorts(null);

  /** Free ports, with books in a folder; null keeps them in memory. */
  public static DoublesSettings freePorts(@Nullable Path books) {
    return new DoublesSettings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, books);
  }
}
