package io.serai.doubles;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Where certificates and keys are published; counts who asks. */
public final class KeyServer implements AutoCloseable {

  private record Page(int status, String location, String body) {}

  private final HttpServer server;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  /** Starts on a free port. */
  public KeyServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free", e);
    }
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          Page page =
              pages.getOrDefault(exchange.getRequestURI().getPath(), new Page(404, "", "no"));
          byte[] bytes = page.body().getBytes(StandardCharsets.UTF_8);
          if (!page.location().isEmpty()) {
            exchange.getResponseHeaders().set("Location", page.location());
          }
          exchange.sendResponseHeaders(page.status(), bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  /** Publishes a text; returns its address. */
  public String publish(String path, String text) {
    return answer(path, 200, "", text);
  }

  /** Answers a path in any other way; returns its address. */
  public String answer(String path, int status, String location, String text) {
    pages.put(path, new Page(status, location, text));
    return url(path);
  }

  /** The address of a path. */
  public String url(String path) {
    return "http://" + host() + path;
  }

  /** Its host and port. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often anybody has asked it for anything. */
  public int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
