package io.serai.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Local TCP ports. */
public final class Ports {

  private Ports() {}

  // Below those that systems give to outgoing connections, which would come in between.
  private static final int FIRST = 12_000;
  private static final int END = 32_000;

  /** A port that nobody listened on a moment ago, and that no outgoing connection is given. */
  public static int free() {
    int port = ThreadLocalRandom.current().nextInt(FIRST, END);
    for (int tried = FIRST; tried < END; tried++) {
      if (!taken(port)) {
        return port;
      }
      port = port + 1 < END ? port + 1 : FIRST;
    }
    throw new IllegalStateException("No port is free");
  }

  /** Whether somebody listens on the port, on any local address. */
  public static boolean taken(int port) {
    return !canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        || !canBind(new InetSocketAddress(port));
  }

  private static boolean canBind(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // connections that ended a moment ago do not count
      socket.bind(address, 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
