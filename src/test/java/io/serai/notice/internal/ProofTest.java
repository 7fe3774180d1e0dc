package io.serai.notice.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.doubles.AppleShape;
import io.serai.doubles.KeyServer;
import io.serai.doubles.NoticeSigner;
import io.serai.doubles.SigningChain;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.BinTable;
import io.serai.provider.BypassRule;
import io.serai.provider.Definitions;
import io.serai.provider.OutcomeTable;
import io.serai.provider.Provider;
import io.serai.provider.ProviderDirectory;
import io.serai.provider.ProviderSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each provider signs, and what is refused; the clock stands still. */
class ProofTest {

  private static final String OLD = "whsec_old_0123456789abcdef";
  private static final String NEW = "whsec_new_0123456789abcdef";
  private static final String BODY =
      "{\"id\":\"evt_1\",\"type\":\"charge.refunded\",\"created\":1795859990}";

  /** By openssl, over {@code 1795860000.<BODY>}. */
  private static final String BY_OLD =
      "344df09166be84e7d3ef69111f89fef3219804f43ea9b75d1b4e95ded334100e";

  private static final String BY_NEW =
      "92d35ad644edaa2585a29fe0ba92c6c3932d8df770167d58084f8c69625119e1";

  private static final Instant NOW = Instant.ofEpochSecond(1795860000);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String WEBHOOK = "8PT597110X687430LKGECATA";
  private static final String AUDIENCE = "https://hub.example/v1/webhooks/google";
  private static final String SENDER = "push@double.invalid";

  private final KeyServer server = new KeyServer();
  private final NoticeSigner signer = new NoticeSigner();
  private final AtomicLong nanos = new AtomicLong();
  private final Keys keys =
      new Keys(
          new Keys.Rules(List.of(server.host()), true, Duration.ofSeconds(5), Duration.ofHours(1)),
          nanos::get);

  @AfterEach
  void stop() {
    server.close();
  }

  private static Keys keys(List<String> hosts, boolean http) {
    return new Keys(new Keys.Rules(hosts, http, Duration.ofSeconds(5), Duration.ofHours(1)));
  }

  private static Sent sent(String body, Map<String, String> headers) {
    return new Sent(headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(CompletableFuture<Told> checked, String what) {
    assertThat(failure(checked))
        .as(what)
        .isEqualTo(
            "signature_refused: the signature is missing, is not the provider's, or its time has"
                + " passed; nothing was taken");
  }

  private static String failure(CompletableFuture<Told> checked) {
    try {
      return "taken: " + checked.join().kind();
    } catch (CompletionException e) {
      return e.getCause() instanceof SeraiException known
          ? known.code().wire() + ": " + known.getMessage()
          : String.valueOf(e.getCause());
    }
  }

  // Stripe

  private static CompletableFuture<Told> stripe(String header, String body) {
    return new StripeProof(List.of(NEW, OLD), TOLERANCE, CLOCK)
        .check(sent(body, header.isEmpty() ? Map.of() : Map.of("stripe-signature", header)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t=1795860000,v1=" + BY_NEW,
        "t=1795860000,v1=" + BY_OLD, // of the secret that is being exchanged
        "t=1795860000,v1=" + BY_OLD + ",v1=" + BY_NEW,
        "t=1795860000, v1=0000, v0=aa, v1=" + BY_NEW
      })
  void stripeSignsWithAnyOfTheSecrets(String header) {
    Told told = stripe(header, BODY).join();
    assertThat(told.event()).isEqualTo("evt_1");
    assertThat(told.kind()).isEqualTo("charge.refunded");
    assertThat(told.at()).isEqualTo(Instant.ofEpochSecond(1795859990));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t=1795860000",
        "v1=" + BY_NEW,
        "t=1795860000,v1=" + "0" + "92d35ad644edaa2585a29fe0ba92c6c3932d8df770167d58084f8c6962511",
        "t=1795860001,v1=" + BY_NEW, // signed for another second
        "t=1795860000,t=1795860000,v1=" + BY_NEW,
        "t=179586000x,v1=" + BY_NEW,
        "t=1795860000,v0=" + BY_NEW
      })
  void anotherStripeSignatureIsRefused(String header) {
    refused(stripe(header, BODY), header);
    refused(stripe("t=1795860000,v1=" + BY_NEW, BODY + " "), "a body that was changed");
    refused(
        stripe(NoticeSigner.stripe("whsec_other_0123456789abc", NOW, BODY), BODY), "a stranger");
  }

  @ParameterizedTest
  @CsvSource({"-300, true", "300, true", "-301, false", "301, false"})
  void aTimeIsToleratedForFiveMinutesEachWay(long seconds, boolean taken) {
    CompletableFuture<Told> checked =
        stripe(NoticeSigner.stripe(NEW, NOW.plusSeconds(seconds), BODY), BODY);
    assertThat(failure(checked)).startsWith(taken ? "taken" : "signature_refused");
  }

  @Test
  void whatIsSignedAndNoJsonIsTakenAllTheSame() {
    Told told = stripe(NoticeSigner.stripe(NEW, NOW, "hello"), "hello").join();
    assertThat(told.kind()).isEqualTo("unreadable");
    assertThat(told.event()).startsWith("sha256:");
    assertThat(told.content().asText()).isEqualTo("hello");
  }

  // PayPal

  private static final String EVENT =
      "{\"id\":\"WH-1\",\"event_type\":\"PAYMENT.CAPTURE.DENIED\","
          + "\"create_time\":\"2026-11-28T09:59:00Z\"}";

  private String certificate() {
    return server.publish(
        "/v1/notifications/certs/CERT-1",
        signer.certificate(NOW.minusSeconds(60), NOW.plusSeconds(60)));
  }

  private CompletableFuture<Told> payPal(Keys with, String body, Map<String, String> headers) {
    return new PayPalProof(WEBHOOK, with, () -> true, TOLERANCE, CLOCK).check(sent(body, headers));
  }

  private Map<String, String> signed(String url, Instant at) {
    return signer.payPal(WEBHOOK, url, "tr-1", at, EVENT);
  }

  @Test
  void payPalSignsByACertificateThatIsFetchedOnce() {
    String url = certificate();
    Told told = payPal(keys, EVENT, signed(url, NOW)).join();
    assertThat(told.event()).isEqualTo("WH-1");
    assertThat(told.kind()).isEqualTo("PAYMENT.CAPTURE.DENIED");
    assertThat(told.at()).isEqualTo("2026-11-28T09:59:00Z");
    assertThat(payPal(keys, EVENT, signed(url, NOW.minusSeconds(299)))).isCompleted();
    assertThat(server.asked()).isEqualTo(1);
  }

  @Test
  void anotherPayPalSignatureIsRefused() {
    String url = certificate();
    refused(payPal(keys, EVENT + " ", signed(url, NOW)), "a body that was changed");
    refused(payPal(keys, EVENT, signed(url, NOW.minusSeconds(301))), "an old one");
    refused(payPal(keys, EVENT, Map.of()), "none");
    refused(
        payPal(keys, EVENT, new NoticeSigner().payPal(WEBHOOK, url, "tr-1", NOW, EVENT)),
        "a stranger");
    refused(
        payPal(keys, EVENT, signer.payPal("another-webhook", url, "tr-1", NOW, EVENT)),
        "another's webhook");
    for (String name : signed(url, NOW).keySet()) {
      Map<String, String> changed = new HashMap<>(signed(url, NOW));
      changed.put(name, name.endsWith("url") ? url + "x" : "x");
      refused(payPal(keys, EVENT, changed), name);
    }
    Map<String, String> weak = new HashMap<>(signed(url, NOW));
    weak.put("paypal-auth-algo", "SHA1withRSA");
    refused(payPal(keys, EVENT, weak), "an algorithm that nobody uses any more");
  }

  @Test
  void aCertificateThatIsOverProvesNothing() {
    String url =
        server.publish("/over", signer.certificate(NOW.minusSeconds(60), NOW.minusSeconds(1)));
    refused(payPal(keys, EVENT, signed(url, NOW)), "over");
    refused(payPal(keys, EVENT, signed(server.publish("/no", "hello"), NOW)), "no certificate");
  }

  @Test
  void aCertificateOfAnotherHostIsNeverFetched() {
    String url = certificate();
    String here = url.substring("http://".length());
    for (String other :
        List.of(
            url.replace("127.0.0.1", "localhost"),
            "http://api.paypal.com@" + here,
            "http://api.paypal.com.evil.invalid/CERT-1",
            "http:/" + here,
            "file:///etc/passwd",
            "HTTP://" + here,
            "no url")) {
      refused(payPal(keys(List.of("api.paypal.com"), true), EVENT, signed(other, NOW)), other);
    }
    refused(payPal(keys(List.of("api.paypal.com"), true), EVENT, signed(url, NOW)), "off the list");
    refused(payPal(keys(List.of(server.host()), false), EVENT, signed(url, NOW)), "without TLS");
    refused(
        new PayPalProof(WEBHOOK, keys, () -> false, TOLERANCE, CLOCK)
            .check(sent(EVENT, signed(url, NOW))),
        "without TLS, live");
    assertThat(server.asked()).isZero();
  }

  @Test
  void aRedirectIsNotFollowedAndAnAnswerThatIsTooLongIsNotRead() {
    String away = server.answer("/away", 302, certificate(), "");
    assertThat(failure(payPal(keys, EVENT, signed(away, NOW)))).startsWith("signature_unchecked");
    String page = server.publish("/long", "x".repeat(70_000));
    assertThat(failure(payPal(keys, EVENT, signed(page, NOW)))).startsWith("signature_unchecked");
    String down = server.answer("/down", 503, "", "");
    assertThat(failure(payPal(keys, EVENT, signed(down, NOW))))
        .isEqualTo(
            "signature_unchecked: the signature cannot be checked just now; nothing was taken, send"
                + " the same again");
    assertThat(server.asked()).isEqualTo(3);
  }

  // Google

  private CompletableFuture<Told> google(String token, String body) {
    return new GooglePlayProof(
            new GooglePlayProof.Expected("google", AUDIENCE, SENDER, server.url("/certs")),
            keys,
            directory(
                "google", Map.of("environment", "sandbox", "packageName", "io.serai.sandbox")),
            TOLERANCE,
            CLOCK)
        .check(sent(body, Map.of("authorization", "Bearer " + token)));
  }

  private static String push(String app) {
    return NoticeSigner.push(
        "msg-1",
        Map.of(
            "version",
            "1.0",
            "packageName",
            app,
            "eventTimeMillis",
            "1795859990000",
            "subscriptionNotification",
            Map.of("version", "1.0", "notificationType", 2, "purchaseToken", "sub-active-1")));
  }

  @Test
  void googlesPushIsProvedByItsToken() {
    server.publish("/certs", signer.keySet("k1"));
    Told told = google(signer.google("k1", AUDIENCE, SENDER, NOW), push("io.serai.sandbox")).join();
    assertThat(told.event()).isEqualTo("msg-1");
    assertThat(told.kind()).isEqualTo("subscriptionNotification.2");
    assertThat(told.at()).isEqualTo(Instant.ofEpochSecond(1795859990));
    assertThat(told.content().at("/subscriptionNotification/purchaseToken").asText())
        .isEqualTo("sub-active-1");
  }

  @Test
  void anotherTokenIsRefused() {
    server.publish("/certs", signer.keySet("k1"));
    String body = push("io.serai.sandbox");
    refused(google(signer.google("k1", "https://other", SENDER, NOW), body), "audience");
    refused(google(signer.google("k1", AUDIENCE, "x@evil.invalid", NOW), body), "sender");
    refused(google(signer.google("k1", AUDIENCE, SENDER, NOW.minusSeconds(3600)), body), "over");
    refused(google(signer.google("k1", AUDIENCE, SENDER, NOW.plusSeconds(301)), body), "future");
    refused(google(new NoticeSigner().google("k1", AUDIENCE, SENDER, NOW), body), "a stranger");
    refused(google("eyJhbGciOiJub25lIn0.e30.", body), "unsigned");
    refused(google("", body), "none");
    refused(google(signer.google("k1", AUDIENCE, SENDER, NOW), push("com.other")), "another's app");
  }

  @Test
  void aKeyThatIsNewIsLookedForOnceMore() {
    server.publish("/certs", signer.keySet("k1"));
    assertThat(google(signer.google("k1", AUDIENCE, SENDER, NOW), push("io.serai.sandbox")).join())
        .isNotNull();
    // Known too short a time to be asked for again.
    refused(google(signer.google("k2", AUDIENCE, SENDER, NOW), push("io.serai.sandbox")), "k2");
    assertThat(server.asked()).isEqualTo(1);

    server.publish("/certs", signer.keySet("k2"));
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(google(signer.google("k2", AUDIENCE, SENDER, NOW), push("io.serai.sandbox")).join())
        .isNotNull();
    assertThat(server.asked()).isEqualTo(2);
  }

  // Apple

  private static CompletableFuture<Told> apple(Path root, Map<String, String> more, String body) {
    Map<String, String> settings = new HashMap<>();
    settings.put("rootFiles", root.toString());
    settings.put("bundleId", "io.serai.sandbox");
    settings.put("environment", "sandbox");
    settings.put("otherEnvironment", "refuse");
    settings.putAll(more);
    return new AppStoreProof("apple", directory("apple", settings)).check(sent(body, Map.of()));
  }

  private static Map<String, Object> transaction(String name, Object value) {
    Map<String, Object> claims =
        new LinkedHashMap<>(AppleShape.transaction("2000000000000001", "premium_monthly"));
    claims.put(name, value);
    return claims;
  }

  @Test
  void appStoreNotificationsAreProvedByTheirChainAndOfOurApp() {
    SigningChain chain = SigningChain.valid();
    Path root = chain.writeRoot(Path.of("target", "testkit", "notice-root.der"));
    Map<String, Object> good = transaction("quantity", 1);
    Told told =
        apple(root, Map.of(), NoticeSigner.appStore(chain, "uuid-1", "REFUND", good)).join();
    assertThat(told.event()).isEqualTo("uuid-1");
    assertThat(told.kind()).isEqualTo("REFUND");
    assertThat(told.content().at("/data/transaction/transactionId").asText())
        .isEqualTo("2000000000000001");
    assertThat(told.content().at("/data").has("signedTransactionInfo")).isFalse();

    SigningChain stranger = SigningChain.valid();
    refused(
        apple(root, Map.of(), NoticeSigner.appStore(stranger, "uuid-1", "REFUND", good)),
        "a stranger");
    String nested =
        "{\"signedPayload\": \""
            + chain.sign(
                Map.of(
                    "notificationType",
                    "REFUND",
                    "notificationUUID",
                    "uuid-1",
                    "signedDate",
                    NOW.toEpochMilli(),
                    "data",
                    Map.of(
                        "bundleId",
                        "io.serai.sandbox",
                        "environment",
                        "Sandbox",
                        "signedTransactionInfo",
                        stranger.sign(good))))
            + "\"}";
    refused(apple(root, Map.of(), nested), "a stranger's transaction in it");
    refused(
        apple(
            root,
            Map.of(),
            NoticeSigner.appStore(chain, "uuid-1", "REFUND", transaction("bundleId", "com.other"))),
        "another's app");
    refused(
        apple(
            root,
            Map.of("environment", "production"),
            NoticeSigner.appStore(chain, "uuid-1", "REFUND", good)),
        "of the sandbox");
    refused(apple(root, Map.of(), "{\"signedPayload\": \"a.b.c\"}"), "no JWS");
    refused(apple(root, Map.of(), "hello"), "no JSON");
    assertThat(
            failure(
                apple(
                    root,
                    Map.of("rootFiles", ""),
                    NoticeSigner.appStore(chain, "uuid-1", "REFUND", good))))
        .startsWith("signature_unchecked");
  }

  private static ProviderDirectory directory(String name, Map<String, String> settings) {
    var definition =
        Definitions.of(
            name,
            settings,
            Set.of(Operation.VERIFY),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            ZoneOffset.UTC,
            BypassRule.DEFAULT,
            false,
            List.of());
    var provider =
        new Provider(
            definition,
            (call, sendBy) -> CompletableFuture.completedFuture(Map.of()),
            OutcomeTable.of(definition));
    return () -> new ProviderSet(Map.of(name, provider), BinTable.NONE);
  }
}
