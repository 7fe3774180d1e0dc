package io.serai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Local TCP ports. */
public final class Ports {

  private Ports() {}

  /** A port that nobody listened on a moment ago. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free", e);
    }
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
