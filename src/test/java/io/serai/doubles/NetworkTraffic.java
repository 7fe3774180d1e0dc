package io.serai.doubles;

import io.serai.iso8583.HostConnection;
import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.NetworkHost;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A card network that asks for an authorization now and then, on each connection in turn. */
final class NetworkTraffic {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMddHHmmss");
  private static final int EVERY_SECONDS = 10;
  private static final int LAST_STAN = 999_999;

  private final NetworkHost host;
  private final AtomicInteger stan = new AtomicInteger();

  private NetworkTraffic(NetworkHost host) {
    this.host = host;
  }

  static NetworkTraffic start(int port) {
    NetworkTraffic traffic = new NetworkTraffic(NetworkHost.start(port));
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "network-traffic");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(traffic::ask, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return traffic;
  }

  private void ask() {
    int number = stan.getAndUpdate(n -> n % LAST_STAN + 1);
    int size = host.connections().size();
    if (size > 0) {
      HostConnection connection = host.connections().get(number % size);
      connection.send(
          IsoMessage.of("0100")
              .set(2, "9999990000000006")
              .set(3, "000000")
              .set(4, "000000001000")
              .set(7, TIME.format(LocalDateTime.now(ZoneOffset.UTC)))
              .set(11, "%06d".formatted(number))
              .set(14, "3012")
              .set(32, "123456")
              .set(41, "NETWORK1")
              .set(42, "MERCHANT01")
              .set(49, "392")
              .build());
    }
  }
}
