package io.serai.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Local TCP ports. */
public final class Ports {

  private Ports() {}

  // Below those that systems give to outgoing connections, which would come in between.
  private static final int ALL_FIRST = 12_000;
  private static final int ALL_END = 32_000;
  private static final int MOST_FORKS = 8;

  // A server that is killed and started again must find its port free: each JVM of a build has
  // ports of its own, and gives each out once before it begins again.
  private static final int MINE = (ALL_END - ALL_FIRST) / MOST_FORKS;
  private static final int FIRST =
      ALL_FIRST + Math.floorMod(Integer.getInteger("serai.test.fork", 1) - 1, MOST_FORKS) * MINE;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(MINE));

  /** A port that nobody listens on, and that no outgoing connection is given. */
  public static int free() {
    for (int tried = 0; tried < MINE; tried++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), MINE);
      if (!taken(port)) {
        return port;
      }
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
