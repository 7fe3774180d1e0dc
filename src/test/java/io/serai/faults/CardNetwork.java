package io.serai.faults;

import io.serai.hub.Terminal;
import io.serai.iso8583.HostConnection;
import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.NetworkHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A card network that the hubs dial: it asks over any of their connections. Thread-safe. */
final class CardNetwork implements AutoCloseable {

  private static final int LOOK_MILLIS = 4;

  private final NetworkHost host = NetworkHost.start();
  private final AtomicInteger stans = new AtomicInteger();

  int port() {
    return host.port();
  }

  /** Connections that are open. */
  int connections() {
    return host.connections().size();
  }

  int nextStan() {
    return stans.incrementAndGet();
  }

  static IsoMessage request(String mti, int stan, Purchase purchase, long amount) {
    return Terminal.request(mti, stan, purchase.pan(), amount).build();
  }

  /** A message that names the purchase in DE90. */
  static IsoMessage naming(String mti, int stan, Purchase purchase, long amount) {
    return Terminal.reversal(mti, stan, purchase.stan())
        .set(2, purchase.pan())
        .set(4, "%012d".formatted(amount))
        .build();
  }

  /** Sends over one connection; its name for the answer, or null where none is open. */
  @Nullable String send(IsoMessage message, Random chance) {
    List<HostConnection> open = List.copyOf(host.connections());
    return open.isEmpty() ? null : send(message, open.get(chance.nextInt(open.size())));
  }

  private String send(IsoMessage message, HostConnection connection) {
    String name = connection.number() + "/" + message.field(11);
    host.answers().remove(name);
    connection.send(message);
    return name;
  }

  /** What was answered, once it is there; null after the network's patience. */
  @Nullable IsoMessage answer(@Nullable String name, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (name != null && System.nanoTime() < until) {
      IsoMessage answer = host.answers().get(name);
      if (answer != null) {
        return answer;
      }
      Load.pause(LOOK_MILLIS);
    }
    return null;
  }

  /** Asks and waits for the answer. */
  @Nullable IsoMessage ask(IsoMessage message, Random chance, Duration patience) {
    return answer(send(message, chance), patience);
  }

  /** The same message on every connection at the same instant; what came within the patience. */
  List<IsoMessage> askEverywhere(IsoMessage message, Duration patience) {
    List<String> names = new ArrayList<>();
    host.connections().forEach(connection -> names.add(send(message, connection)));
    List<IsoMessage> answers = new ArrayList<>();
    for (String name : names) {
      IsoMessage answer = answer(name, patience);
      if (answer != null) {
        answers.add(answer);
      }
    }
    return answers;
  }

  @Override
  public void close() {
    host.close();
  }
}
