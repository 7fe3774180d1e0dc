package io.serai.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/** The hub's operators' port with security and alarms, on a free port over a real database. */
public final class OperatorsPort implements AutoCloseable {

  /** The sandbox operator's password. */
  public static final String PASSWORD = "correct horse";

  private final ConfigurableApplicationContext application;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Only the rooms under test; without a stereotype, so that no component scan finds it. */
  @EnableAutoConfiguration(excludeName = "org.apache.camel.spring.boot.CamelAutoConfiguration")
  @ConfigurationPropertiesScan({"io.serai.security", "io.serai.alarm"})
  @ComponentScan({"io.serai.security", "io.serai.alarm"})
  static class Rooms {}

  /** Starts it on the database, with more properties as {@code name=value}. */
  public OperatorsPort(String jdbcUrl, String... properties) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.datasource.url=" + jdbcUrl,
                "--serai.sandbox.api-key=sk_test_sandbox_1",
                "--serai.sandbox.operator-password=" + PASSWORD));
    for (String property : properties) {
      arguments.add("--" + property);
    }
    application = new SpringApplicationBuilder(Rooms.class).run(arguments.toArray(String[]::new));
  }

  /** A bean. */
  public <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  /** Publishes an event as any room would. */
  public void publish(Object event) {
    application.publishEvent(event);
  }

  /** Asks as an operator, or without a credential if the name is empty. */
  public HttpResponse<String> ask(String method, String path, String name, String password)
      throws Exception {
    int port = ((ServletWebServerApplicationContext) application).getWebServer().getPort();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, BodyPublishers.noBody());
    if (!name.isEmpty()) {
      String pair = name + ":" + password;
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    application.close();
  }
}
