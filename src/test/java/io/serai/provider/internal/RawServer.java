package io.serai.provider.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLHandshakeException;

/** A provider that answers each connection's requests by a script, byte by byte if need be. */
final class RawServer implements AutoCloseable {

  /** What it does with one request of a connection. */
  @FunctionalInterface
  interface Script {
    /**
     * Answers, or does not.
     *
     * @param socket the connection, with the request read
     * @param request the number of the request on it, from 1
     */
    void answer(Socket socket, int request) throws IOException;
  }

  /** How a request is read to its end; false where there is none. */
  @FunctionalInterface
  interface Reading {
    boolean read(InputStream in) throws IOException;
  }

  private static final long DRIP_NANOS = 50_000_000;

  private final ServerSocket server;
  private final Reading reading;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();

  RawServer(ServerSocket server, Script script) {
    this(server, script, RawServer::read);
  }

  /** Of a provider that speaks no HTTP. */
  RawServer(ServerSocket server, Script script, Reading reading) {
    this.server = server;
    this.reading = reading;
    threads.execute(() -> accept(script));
  }

  static RawServer plain(Script script) throws IOException {
    return new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Requests that arrived whole. */
  int requests() {
    return requests.get();
  }

  int connections() {
    return connections.get();
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        threads.execute(() -> serve(socket, script));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket, Script script) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int request = 1; reading.read(in); request++) {
        requests.incrementAndGet();
        script.answer(socket, request);
      }
    } catch (SSLHandshakeException | SocketException e) {
      // that is what is tried here
    } catch (IOException e) {
      // the hub went away
    }
  }

  /** Reads a request to its end; false where there is none. */
  private static boolean read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      head.append((char) next);
    }
    int length =
        head.toString()
            .lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).trim()))
            .findFirst()
            .orElse(0);
    return in.readNBytes(length).length == length;
  }

  static void json(Socket socket, int status, String body) throws IOException {
    write(
        socket,
        "HTTP/1.1 %d x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.length(), body));
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  static void drip(Socket socket, String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      write(socket, text.substring(i, i + 1));
      LockSupport.parkNanos(DRIP_NANOS);
    }
  }

  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
