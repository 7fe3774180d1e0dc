package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.doubles.AppleShape;
import io.serai.doubles.Doubles;
import io.serai.testkit.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A hub with keys of its own for the stores, which takes purchases of Apple's other environment,
 * and hubs in which live and test are mixed up, which do not start (S1.22, S1.34).
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class StoresOfTheHubTest {

  private TestHub hub;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path key = folder.resolve("key.p8");
    String kind = "PRIVATE KEY";
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
    Files.writeString(
        key,
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
            + "\n-----END "
            + kind
            + "-----\n");
    Path account = folder.resolve("account.json");
    // The double's address is not known before the hub's settings are; the file is written first.
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("serai.providers.apple.key-file", key.toString());
    settings.put("serai.providers.apple.other-environment", "accept");
    settings.put("serai.providers.google.service-account-file", account.toString());
    settings.put("serai.providers.google.test-purchases", "refuse");
    hub =
        TestHub.start(
            settings,
            doubles -> doubles.google().writeServiceAccount(account, doubles.url(Doubles.GOOGLE)));
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  private Rest.Answer ask(String path, String json) {
    return hub.rest().post(path, java.util.UUID.randomUUID().toString(), json).join();
  }

  private Rest.Answer apple(String form, String value) {
    return ask(
        "/v1/receipts/apple",
        "{\"user\": \"u\", \"product\": \"premium_monthly\", \"%s\": \"%s\"}"
            .formatted(form, value));
  }

  private static Map<String, Object> receipt(String environment, String transaction) {
    return Map.of(
        "status",
        0,
        "environment",
        environment,
        "receipt",
        Map.of(
            "bundle_id",
            "io.serai.sandbox",
            "in_app",
            List.of(
                Map.of(
                    "product_id",
                    "premium_monthly",
                    "transaction_id",
                    transaction,
                    "expires_date_ms",
                    String.valueOf(Instant.now().plusSeconds(600).toEpochMilli())))));
  }

  @Test
  void theKeysOfFilesAreUsed() {
    assertThat(apple("transaction_id", "2000000000009999").status()).isEqualTo(201);
    Rest.Answer google =
        ask(
            "/v1/receipts/google",
            "{\"user\": \"u\", \"kind\": \"product\", \"product\": \"coins_100\", \"token\":"
                + " \"coins-purchased-a\"}");
    assertThat(google.status()).as("%s", google.body()).isEqualTo(201);
  }

  @Test
  void aTestersPurchaseIsRefusedWhereItIsConfiguredSo() {
    Rest.Answer google =
        ask(
            "/v1/receipts/google",
            "{\"user\": \"u\", \"kind\": \"subscription\", \"product\": \"premium_monthly\","
                + " \"token\": \"sub-active-test-a\"}");
    assertThat(google.status()).isEqualTo(402);
    assertThat(google.text("decline_code")).isEqualTo("wrong_environment");
  }

  @Test
  void aReceiptOfTheOtherEnvironmentIsAskedOfItAndCountedApart() {
    hub.doubles().apple().purchases().put("other", 200, Map.of("status", 21008));
    hub.doubles().apple().purchases().then("other", 200, receipt("Production", "same-id"));
    Rest.Answer other = apple("receipt", "other");
    assertThat(other.status()).as("%s", other.body()).isEqualTo(201);
    assertThat(other.text("environment")).isEqualTo("production");
    // The same name in the other environment is another transaction.
    hub.doubles().apple().purchases().put("mine", 200, receipt("Sandbox", "same-id"));
    Rest.Answer mine = apple("receipt", "mine");
    assertThat(mine.status()).as("%s", mine.body()).isEqualTo(201);
    assertThat(mine.text("environment")).isEqualTo("sandbox");
    Map<String, Object> claims = AppleShape.transaction("same-id", "premium_monthly");
    Rest.Answer again = apple("signed_transaction", hub.doubles().apple().chain().sign(claims));
    assertThat(again.status()).isEqualTo(409);
  }

  @Test
  void aHubInWhichLiveAndTestAreMixedUpDoesNotStart() {
    refused(
        Map.of("serai.providers.apple.environment", "production"),
        "is not the store's live address, but the key is for production");
    refused(
        Map.of("serai.providers.google.url", "https://androidpublisher.googleapis.com"),
        "is the store's live address, but the key is for sandbox");
  }

  private void refused(Map<String, String> more, String message) {
    Map<String, String> settings =
        TestHub.settings(hub.doubles(), Ports.free(), Ports.free(), Ports.free(), more);
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    assertThatThrownBy(
            () ->
                new SpringApplicationBuilder(io.serai.Serai.class)
                    .run(arguments.toArray(String[]::new))
                    .close())
        .satisfies(
            failure ->
                assertThat(
                        Stream.iterate(
                                (Throwable) failure,
                                java.util.Objects::nonNull,
                                Throwable::getCause)
                            .map(cause -> String.valueOf(cause.getMessage())))
                    .anyMatch(text -> text.contains(message)));
  }
}
