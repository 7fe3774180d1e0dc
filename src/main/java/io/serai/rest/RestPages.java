package io.serai.rest;

import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Serves the contract and a page to browse it, all from the jar: no other host is asked. */
@Component("restPages")
final class RestPages implements Processor {

  private static final String ASSETS = "/META-INF/resources/webjars/swagger-ui/";
  private static final String ASSETS_VERSION =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /**
   * One thing to serve.
   *
   * @param type its media type
   * @param bytes what it is; never changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  private record Page(String type, byte[] bytes) {}

  private final Map<String, Page> pages;

  RestPages(Contract contract) {
    String assets = ASSETS + assetsVersion() + "/";
    pages =
        Map.of(
            "/openapi.yaml",
            new Page("application/yaml", contract.yaml()),
            "/docs",
            new Page("text/html; charset=utf-8", read("/docs/index.html")),
            "/docs/start.js",
            new Page("text/javascript", read("/docs/start.js")),
            "/docs/swagger-ui.css",
            new Page("text/css", read(assets + "swagger-ui.css")),
            "/docs/swagger-ui-bundle.js",
            new Page("text/javascript", read(assets + "swagger-ui-bundle.js")),
            "/docs/favicon-32x32.png",
            new Page("image/png", read(assets + "favicon-32x32.png")));
  }

  @Override
  public void process(Exchange exchange) {
    String path = exchange.getMessage().getHeader(Exchange.HTTP_URI, "", String.class);
    Page page = page(path);
    if (page == null) {
      Answers.problem(exchange, Problem.of(ErrorCode.PATH_NOT_FOUND, "There is no such page."));
      return;
    }
    Message answer = Answers.bytes(exchange, 200, page.type(), page.bytes());
    answer.setHeader(
        "Content-Security-Policy",
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:");
  }

  private @Nullable Page page(String path) {
    return pages.get(path.replaceFirst("/$", ""));
  }

  private static String assetsVersion() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(read(ASSETS_VERSION), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(ASSETS_VERSION, e);
    }
    return properties.getProperty("version");
  }

  private static byte[] read(String resource) {
    try (InputStream in = RestPages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new SeraiException(ErrorCode.CONFIGURATION, resource + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
