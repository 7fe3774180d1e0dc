package io.serai.doubles;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The doubles as a process of their own. Settings are system properties: {@code doubles.port}
 * (control, 8090), {@code doubles.gateway-a.port} (8091), {@code doubles.gateway-b.port} (8092),
 * {@code doubles.issuer-h.port} (8093), {@code doubles.van-a.port} (8094), {@code
 * doubles.van-b.port} (8095), {@code doubles.van-c.port} (8585), {@code doubles.issuer-k.port}
 * (8586), {@code doubles.apple.port} (8096), {@code doubles.google.port} (8097), {@code
 * doubles.paypal.port} (8098), {@code doubles.web-orders.port} (8099), {@code doubles.books} (a
 * folder in which the books outlive the process; without it they live in memory; Apple's root is
 * put there as {@code apple-root.der}).
 */
public final class DoublesMain {

  private DoublesMain() {}

  /** Runs until the process is ended. */
  public static void main(String[] args) throws InterruptedException {
    DoublesSettings defaults = DoublesSettings.DEFAULTS;
    @Nullable String books = System.getProperty("doubles.books");
    DoublesSettings settings =
        new DoublesSettings(
            Integer.getInteger("doubles.port", defaults.control()),
            Integer.getInteger("doubles.gateway-a.port", defaults.gatewayA()),
            Integer.getInteger("doubles.gateway-b.port", defaults.gatewayB()),
            Integer.getInteger("doubles.issuer-h.port", defaults.issuerH()),
            Integer.getInteger("doubles.van-a.port", defaults.vanA()),
            Integer.getInteger("doubles.van-b.port", defaults.vanB()),
            Integer.getInteger("doubles.van-c.port", defaults.vanC()),
            Integer.getInteger("doubles.issuer-k.port", defaults.issuerK()),
            Integer.getInteger("doubles.apple.port", defaults.apple()),
            Integer.getInteger("doubles.google.port", defaults.google()),
            Integer.getInteger("doubles.paypal.port", defaults.paypal()),
            Integer.getInteger("doubles.web-orders.port", defaults.webOrders()),
            Integer.getInteger("doubles.stripe.port", defaults.stripe()),
            books == null ? null : Path.of(books));
    Doubles doubles = Doubles.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(doubles::close, "doubles-stop"));
    System.out.println("Provider doubles are steered at " + doubles.control());
    new CountDownLatch(1).await();
  }
}
