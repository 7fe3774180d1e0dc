package io.serai.sandbox;

import io.serai.testkit.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The hub, told about everybody else by a file of properties that only its owner can read. */
final class HubChild {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private HubChild() {}

  static void start(SandboxSettings settings, Secrets secrets, Children children)
      throws IOException {
    Path file = settings.folder().resolve("hub.properties");
    StringBuilder text = new StringBuilder("# Written by the sandbox at every start.\n");
    properties(settings, secrets)
        .forEach((k, v) -> text.append(k).append('=').append(v.replace("\\", "/")).append('\n'));
    Secrets.write(file, text.toString());
    JavaCommand command =
        new JavaCommand(settings.hubClassPath(), settings.hubMain(), "512m", new LinkedHashMap<>())
            .with("spring.config.additional-location", "file:" + file);
    writeCommand(settings, secrets);
    script(settings, "hub", quoted(command.words()));
    Child hub = children.start("hub", command, settings.log("hub"), PATIENCE);
    Readiness.http(hub, URI.create("http://localhost:" + settings.port(Port.REST) + "/healthz"));
  }

  private static Map<String, String> properties(SandboxSettings settings, Secrets secrets) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(
        "spring.datasource.url",
        "jdbc:postgresql://localhost:" + settings.port(Port.POSTGRES) + "/serai");
    map.put("spring.datasource.username", "serai");
    map.put("spring.datasource.password", "serai");
    map.put("serai.kafka.brokers", "localhost:" + settings.port(Port.KAFKA));
    map.put("serai.sqs.endpoint", "http://localhost:" + settings.port(Port.SQS));
    map.put("serai.sqs.region", "elasticmq");
    map.put("serai.sqs.access-key", "sandbox");
    map.put("serai.sqs.secret-key", "sandbox");
    map.put("serai.routes.folder", settings.project().resolve("routes").toString());
    map.put("serai.routes.replace", "on");
    map.put("serai.kamelets.folder", settings.project().resolve("kamelets").toString());
    map.put("serai.rest.port", String.valueOf(settings.port(Port.REST)));
    map.put("serai.iso8583.port", String.valueOf(settings.port(Port.ISO8583)));
    map.put("serai.network.address", "localhost:" + settings.port(Port.NETWORK));
    map.put("serai.card-network.address", "localhost:" + settings.port(Port.CARD_NETWORK));
    map.put("server.port", String.valueOf(settings.port(Port.OPERATORS)));
    map.put("serai.vault.key-file", secrets.vaultKeyFile().toString());
    map.put("serai.providers.gateway-a.url", "http://localhost:" + settings.port(Port.GATEWAY_A));
    map.put("serai.providers.gateway-b.url", "http://localhost:" + settings.port(Port.GATEWAY_B));
    map.put("serai.providers.issuer-h.url", "http://localhost:" + settings.port(Port.ISSUER_H));
    map.put("serai.providers.van-a.address", "localhost:" + settings.port(Port.VAN_A));
    map.put("serai.providers.stripe.url", "http://localhost:" + settings.port(Port.STRIPE));
    map.put("serai.providers.van-b.url", "http://localhost:" + settings.port(Port.VAN_B));
    map.put("serai.providers.paypal.url", "http://localhost:" + settings.port(Port.PAYPAL));
    map.put(
        "serai.orders.web-order-service-url",
        "http://localhost:" + settings.port(Port.WEB_ORDERS) + "/orders");
    map.put("serai.providers.apple.url", "http://localhost:" + settings.port(Port.APPLE));
    map.put(
        "serai.providers.apple.root-files",
        settings.folder().resolve("books").resolve("apple-root.der").toString());
    map.put("serai.providers.google.url", "http://localhost:" + settings.port(Port.GOOGLE));
    map.put("serai.van-c.address", "localhost:" + settings.port(Port.VAN_C));
    map.put("serai.issuer-k.address", "localhost:" + settings.port(Port.ISSUER_K));
    // What holders of cards would read on their telephones goes to the card network's double.
    map.put("serai.webhooks.allow-http", "true");
    map.put("serai.webhooks.allow-private", "true");
    map.put(
        "serai.webhooks.endpoints.holders.url",
        "http://localhost:" + settings.port(Port.CARD_TRAFFIC) + "/notifications");
    map.put("serai.webhooks.endpoints.holders.tenant", "acme");
    map.put("serai.webhooks.endpoints.holders.kinds", "io.serai.card.*");
    map.put("serai.webhooks.endpoints.holders.secret-file", secrets.webhookSecretFile().toString());
    map.put("serai.sandbox.api-key", secrets.apiKey());
    map.put("serai.sandbox.operator-password", secrets.operatorPassword());
    return map;
  }

  /** The command {@code serai} on the hub's class path, over the sandbox's database and links. */
  private static void writeCommand(SandboxSettings settings, Secrets secrets) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> words =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            settings.hubClassPath(),
            "io.serai.cli.SeraiCommand");
    script(
        settings,
        "serai",
        """
        export SPRING_DATASOURCE_URL="${SPRING_DATASOURCE_URL-jdbc:postgresql://localhost:%d/serai}"
        export SPRING_DATASOURCE_USERNAME="${SPRING_DATASOURCE_USERNAME-serai}"
        export SPRING_DATASOURCE_PASSWORD="${SPRING_DATASOURCE_PASSWORD-serai}"
        export SERAI_ISO8583_PORT="${SERAI_ISO8583_PORT-%d}"
        export SERAI_NETWORK_ADDRESS="${SERAI_NETWORK_ADDRESS-localhost:%d}"
        export SERAI_CARD_NETWORK_ADDRESS="${SERAI_CARD_NETWORK_ADDRESS-localhost:%d}"
        export SERAI_VAULT_KEYFILE="${SERAI_VAULT_KEYFILE-%s}"
        export SERAI_ROUTES_FOLDER="${SERAI_ROUTES_FOLDER-%s}"
        export SERAI_KAMELETS_FOLDER="${SERAI_KAMELETS_FOLDER-%s}"
        export SERAI_HUB="${SERAI_HUB-http://localhost:%d}"
        export SERAI_API_KEY_FILE="${SERAI_API_KEY_FILE-%s}"
        """
            .formatted(
                settings.port(Port.POSTGRES),
                settings.port(Port.ISO8583),
                settings.port(Port.NETWORK),
                settings.port(Port.CARD_NETWORK),
                secrets.vaultKeyFile(),
                settings.project().resolve("routes"),
                settings.project().resolve("kamelets"),
                settings.port(Port.REST),
                secrets.apiKeyFile()),
        quoted(words));
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", "exec ", " \"$@\"\n"));
  }

  /** What is run by hand: the command, or the hub again after it was killed. */
  private static void script(SandboxSettings settings, String name, String... parts)
      throws IOException {
    Path script = settings.folder().resolve(name);
    Files.writeString(script, "#!/bin/sh\n" + String.join("", parts));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + " cannot be made executable");
    }
  }
}
