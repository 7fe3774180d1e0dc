package io.serai.sandbox;

import com.sun.net.httpserver.HttpServer;
import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.LinkConfig;
import io.serai.iso8583.LinkDescription;
import io.serai.iso8583.LoneLink;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Stands in for the hub where only the launcher is tested: it is ready, and no more. */
public final class FakeHub {

  private FakeHub() {}

  /** Answers 200 on the REST port until the process is ended. */
  public static void main(String[] args) throws IOException {
    Properties properties = new Properties();
    String location = System.getProperty("spring.config.additional-location");
    try (Reader reader =
        Files.newBufferedReader(
            Path.of(URI.create(location.replaceFirst("^file:/*", "file:///"))),
            StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    int port = Integer.parseInt(properties.getProperty("serai.rest.port"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/healthz",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    dial(properties);
    server.start();
    System.out.println("key " + properties.getProperty("serai.sandbox.api-key"));
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.out.println("stopped in good order")));
  }

  private static void dial(Properties properties) {
    LinkConfig network =
        LinkDescription.of(Path.of("routes", "links.yaml"), "network", properties::getProperty)
            .with("connections", "2")
            .dialing();
    var unused = LoneLink.open(network, Path.of("kamelets"), new Approving());
  }

  private static final class Approving implements LoneLink.Peer {
    @Override
    public String decide(IsoMessage request) {
      return "00";
    }
  }
}
