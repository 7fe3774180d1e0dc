package io.serai.doubles;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The doubles as a process of their own. Settings are system properties: {@code doubles.port}
 * (control, 8090), {@code doubles.gateway-a.port} (8091), {@code doubles.gateway-b.port} (8092),
 * {@code doubles.issuer-h.port} (8093), {@code doubles.books} (a folder in which the books outlive
 * the process; without it they live in memory), {@code doubles.network.port} (8584, a card
 * network's host that asks for an authorization every ten seconds once it is signed on to).
 */
public final class DoublesMain {

  private static final int NETWORK_PORT = 8584;

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
            books == null ? null : Path.of(books));
    Doubles doubles = Doubles.start(settings);
    var unused = NetworkTraffic.start(Integer.getInteger("doubles.network.port", NETWORK_PORT));
    Runtime.getRuntime().addShutdownHook(new Thread(doubles::close, "doubles-stop"));
    System.out.println("Provider doubles are steered at " + doubles.control());
    new CountDownLatch(1).await();
  }
}
