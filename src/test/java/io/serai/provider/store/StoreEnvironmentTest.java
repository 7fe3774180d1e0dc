package io.serai.provider.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.doubles.Doubles;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live key and a sandbox's address, or the other way round, do not start (S1.22, S1.34). */
@SuppressWarnings("NullAway.Init")
class StoreEnvironmentTest {

  private static final String LIVE = "https://api.storekit.itunes.apple.com";
  private static final String LIVE_RECEIPTS = "https://buy.itunes.apple.com";
  private static final String SANDBOX = "https://api.storekit-sandbox.itunes.apple.com";
  private static final String SANDBOX_RECEIPTS = "https://sandbox.itunes.apple.com";
  private static final String GOOGLE = "https://androidpublisher.googleapis.com";
  private static final String OAUTH = "https://oauth2.googleapis.com";

  @TempDir private Path folder;

  private static AppleKey apple(String environment, String url, String receipts, String file) {
    AppleKey key = new AppleKey();
    key.setEnvironment(environment);
    key.setUrl(url);
    key.setReceiptsUrl(receipts);
    key.setOtherReceiptsUrl(SANDBOX_RECEIPTS);
    key.setKeyId("K");
    key.setIssuerId("I");
    key.setBundleId("com.example.app");
    key.setKeyFile(file);
    return key;
  }

  private String key(String algorithm) throws IOException, NoSuchAlgorithmException {
    byte[] der =
        KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
    String kind = "PRIVATE KEY";
    return Files.writeString(
            folder.resolve(algorithm + ".p8"),
            "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END "
                + kind
                + "-----\n")
        .toString();
  }

  private static void refused(AppleKey key, String message) {
    assertThatThrownBy(key::start).hasMessage(message);
  }

  @Test
  void whatFitsStarts() throws Exception {
    assertThatCode(() -> apple("production", LIVE, LIVE_RECEIPTS, key("EC")).start())
        .doesNotThrowAnyException();
    assertThatCode(() -> apple("sandbox", SANDBOX, SANDBOX_RECEIPTS, key("EC")).start())
        .doesNotThrowAnyException();
    assertThatCode(() -> apple("sandbox", "http://localhost:1", "http://localhost:1", "").start())
        .doesNotThrowAnyException();
  }

  @Test
  void aLiveKeyOfApplesStartsWithNoOtherAddress() throws Exception {
    refused(
        apple("production", SANDBOX, LIVE_RECEIPTS, key("EC")),
        "url: '"
            + SANDBOX
            + "' is not the store's live address, but the key is for production; write "
            + LIVE
            + ", or environment: sandbox with a sandbox's key");
    refused(
        apple("production", LIVE, SANDBOX_RECEIPTS, key("EC")),
        "receiptsUrl: '"
            + SANDBOX_RECEIPTS
            + "' is not the store's live address, but the key is for production; write "
            + LIVE_RECEIPTS
            + ", or environment: sandbox with a sandbox's key");
    refused(
        apple("production", LIVE.replace("https", "http"), LIVE_RECEIPTS, key("EC")),
        "url: '"
            + LIVE.replace("https", "http")
            + "' is not the store's live address, but the key is for production; write "
            + LIVE
            + ", or environment: sandbox with a sandbox's key");
  }

  @Test
  void aSandboxsKeyOfApplesStartsWithNoLiveAddress() {
    refused(
        apple("sandbox", LIVE, SANDBOX_RECEIPTS, ""),
        "url: '"
            + LIVE
            + "' is the store's live address, but the key is for sandbox; write the sandbox's"
            + " address, or environment: production with a live key");
    AppleKey other = apple("sandbox", SANDBOX, SANDBOX_RECEIPTS, "");
    other.setOtherReceiptsUrl(LIVE_RECEIPTS);
    refused(
        other,
        "otherReceiptsUrl: '"
            + LIVE_RECEIPTS
            + "' is the store's live address, but the key is for sandbox; write the sandbox's"
            + " address, or environment: production with a live key");
  }

  @Test
  void aKeyThatIsMissingOrNoneIsNamed() throws Exception {
    refused(
        apple("production", LIVE, LIVE_RECEIPTS, ""),
        "keyFile: is missing; write the path of the key (.p8) that App Store Connect gave");
    refused(
        apple("sandbox", SANDBOX, SANDBOX_RECEIPTS, "/nowhere.p8"),
        "keyFile: '/nowhere.p8' cannot be read; write a file's path");
    refused(
        apple("sandbox", SANDBOX, SANDBOX_RECEIPTS, key("RSA")),
        "keyFile: holds no EC key in PKCS #8; take the file as the store gave it");
    refused(
        apple("test", SANDBOX, SANDBOX_RECEIPTS, ""),
        "environment: 'test' is neither production nor sandbox; write what the key is for");
    refused(
        apple("sandbox", "no address", SANDBOX_RECEIPTS, ""),
        "url: 'no address' is no address; write one such as https://host");
  }

  private void google(String message, Consumer<GoogleTokens> settings) {
    GoogleTokens tokens = new GoogleTokens();
    settings.accept(tokens);
    assertThatThrownBy(tokens::start).hasMessage(message);
  }

  @Test
  void aLiveAccountOfGooglesStartsWithNoOtherAddressAndTheOtherWayRound() {
    google(
        "url: '"
            + GOOGLE
            + "' is the store's live address, but the key is for sandbox; write the sandbox's"
            + " address, or environment: production with a live key",
        tokens -> {
          tokens.setEnvironment("sandbox");
          tokens.setUrl(GOOGLE);
          tokens.setOauthUrl("http://localhost:1");
        });
    google(
        "url: 'http://localhost:1' is not the store's live address, but the key is for production;"
            + " write "
            + GOOGLE
            + ", or environment: sandbox with a sandbox's key",
        tokens -> {
          tokens.setEnvironment("production");
          tokens.setUrl("http://localhost:1");
          tokens.setOauthUrl(OAUTH);
        });
    google(
        "serviceAccountFile: is missing; write the path of the account's JSON",
        tokens -> {
          tokens.setEnvironment("production");
          tokens.setUrl(GOOGLE);
          tokens.setOauthUrl(OAUTH);
        });
  }

  @Test
  void aServiceAccountKnowsItselfWhetherItIsALiveOne() {
    try (Doubles doubles = Doubles.start()) {
      String live =
          doubles
              .google()
              .writeServiceAccount(folder.resolve("live.json"), URI.create(OAUTH))
              .toString();
      google(
          "serviceAccountFile: token_uri: '"
              + OAUTH
              + "/token' is the store's live address, but the key is for sandbox; write the"
              + " sandbox's address, or environment: production with a live key",
          tokens -> {
            tokens.setEnvironment("sandbox");
            tokens.setUrl("http://localhost:1");
            tokens.setOauthUrl("http://localhost:1");
            tokens.setServiceAccountFile(live);
          });
      String other =
          doubles
              .google()
              .writeServiceAccount(folder.resolve("other.json"), doubles.url(Doubles.GOOGLE))
              .toString();
      google(
          "serviceAccountFile: token_uri: '"
              + doubles.url(Doubles.GOOGLE)
              + "/token' is not the store's live address, but the key is for production; write "
              + OAUTH
              + ", or environment: sandbox with a sandbox's key",
          tokens -> {
            tokens.setEnvironment("production");
            tokens.setUrl(GOOGLE);
            tokens.setOauthUrl(OAUTH);
            tokens.setServiceAccountFile(other);
          });
    }
  }

  @Test
  void aServiceAccountThatIsNoneIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "{\"client_email\": \"a\"}");
    google(
        "serviceAccountFile: '" + file + "' has no private_key; take it as Google gave it",
        tokens -> {
          tokens.setEnvironment("sandbox");
          tokens.setUrl("http://localhost:1");
          tokens.setOauthUrl("http://localhost:1");
          tokens.setServiceAccountFile(file.toString());
        });
    Path text = Files.writeString(folder.resolve("b.json"), "hello");
    google(
        "serviceAccountFile: '" + text + "' is no JSON; take it as Google gave it",
        tokens -> {
          tokens.setEnvironment("sandbox");
          tokens.setUrl("http://localhost:1");
          tokens.setOauthUrl("http://localhost:1");
          tokens.setServiceAccountFile(text.toString());
        });
  }

  @Test
  void itIsAnErrorOfTheConfiguration() {
    assertThatThrownBy(() -> StoreEnvironment.of("x")).isInstanceOf(SeraiException.class);
  }
}
