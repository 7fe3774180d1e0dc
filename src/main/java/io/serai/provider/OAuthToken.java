package io.serai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SendBy;
import io.serai.provider.TokenKeeper.Token;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sets {@code Authorization: Bearer <token>} on what a Kamelet sends, with a token of OAuth 2.0's
 * client credentials. The token is kept until shortly before it expires, and is asked for once
 * however many wait for it. A Kamelet names it again after an answer of 401, which forgets the
 * token that was used: nothing is sent a second time, the next request gets a new one.
 *
 * <p>Without a token nothing of the request was sent, so that ends as {@code not_sent}; so does a
 * token that came after the request's time. Thread-safe; no thread waits.
 */
public final class OAuthToken extends AsyncProcessorSupport {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private static final JsonMapper JSON = new JsonMapper();
  private static final String USED = "serai.oauth.used";
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private String url = "";
  private String credentials = ":";
  private String clientId = "";
  private String clientSecret = "";
  private String environment = "";
  private String liveUrl = "";
  private Duration before = Duration.ofMinutes(1);
  private Duration timeout = Duration.ofSeconds(5);
  private TokenKeeper keeper = new TokenKeeper(before);

  /** There is no token, so nothing was sent; the provider may be asked again. */
  static final class NoToken extends ConnectException {
    private static final long serialVersionUID = 1L;

    NoToken(String why) {
      super("there is no token: " + why);
    }
  }

  /** The token came when the request's time had passed; nothing was sent. */
  static final class TooLateToSend extends ConnectException {
    private static final long serialVersionUID = 1L;

    TooLateToSend() {
      super("the token came too late to send the request");
    }
  }

  /** Where tokens are asked for. */
  public void setUrl(String address) {
    url = address;
  }

  /** Who asks. */
  public void setClientId(String id) {
    clientId = id;
  }

  /** Who asks proves it by this; it is sent to the address of tokens and nowhere else. */
  public void setClientSecret(String secret) {
    clientSecret = secret;
  }

  /** {@code live} or {@code sandbox}: what the address is said to be (S1.22, S1.34). */
  public void setEnvironment(String word) {
    environment = word;
  }

  /** What a live address begins with; no other does. */
  public void setLiveUrl(String address) {
    liveUrl = address;
  }

  /** For how many seconds before its end a token is no longer used. */
  public void setRenewBeforeSeconds(long seconds) {
    before = Duration.ofSeconds(seconds);
  }

  /** How many milliseconds asking may take. */
  public void setTimeoutMillis(long millis) {
    timeout = Duration.ofMillis(millis);
  }

  @Override
  protected void doInit() {
    if (clientId.isBlank() || clientSecret.isBlank()) {
      throw new IllegalArgumentException(
          "the client id or its secret is empty; set them with the provider");
    }
    if (!liveUrl.isEmpty() && url.startsWith(liveUrl) != environment.equals("live")) {
      throw new IllegalArgumentException(
          "environment: says '"
              + environment
              + "', but the address "
              + url
              + " is "
              + (url.startsWith(liveUrl) ? "the live one" : "not the live one")
              + "; a sandbox and a live account must not be mixed up, set both");
    }
    credentials = clientId + ":" + clientSecret;
    keeper = new TokenKeeper(before);
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status != null) {
      Token used = exchange.getProperty(USED, Token.class);
      if (status == UNAUTHORIZED && used != null) {
        keeper.forget(used.text());
      }
      callback.done(true);
      return true;
    }
    TokenKeeper.Turn turn = keeper.want();
    if (turn.mine()) {
      ask();
    }
    CompletableFuture<Token> token = turn.token();
    boolean atOnce = token.isDone();
    var unused =
        token.whenComplete(
            (given, failure) -> {
              apply(exchange, given, failure);
              callback.done(atOnce);
            });
    return atOnce;
  }

  private static void apply(Exchange exchange, @Nullable Token token, @Nullable Throwable failure) {
    SendBy sendBy = exchange.getProperty(ExchangeKeys.SEND_BY, SendBy.class);
    if (failure != null || token == null) {
      exchange.setException(failure instanceof NoToken no ? no : new NoToken(cause(failure)));
    } else if (sendBy != null && sendBy.hasPassed()) {
      exchange.setException(new TooLateToSend());
    } else {
      exchange.setProperty(USED, token);
      exchange.getMessage().setHeader("Authorization", "Bearer " + token.text());
    }
  }

  private static String cause(@Nullable Throwable failure) {
    Throwable root = failure;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root == null ? "no answer" : root.getClass().getSimpleName();
  }

  private void ask() {
    try {
      var unused =
          CLIENT
              .sendAsync(request(), HttpResponse.BodyHandlers.ofString())
              .whenComplete(this::answered);
    } catch (RuntimeException e) {
      keeper.failed(new NoToken(cause(e)));
    }
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(timeout)
        .header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header(
            "Authorization",
            "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
        .build();
  }

  private void answered(@Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
    if (answer == null) {
      keeper.failed(new NoToken(cause(failure)));
      return;
    }
    try {
      read(answer);
    } catch (NoToken e) {
      keeper.failed(e);
    }
  }

  private void read(HttpResponse<String> answer) throws NoToken {
    if (answer.statusCode() != OK) {
      throw new NoToken("status " + answer.statusCode());
    }
    JsonNode body;
    try {
      body = JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new NoToken("its answer is no JSON");
    }
    String text = body.path("access_token").asText();
    long seconds = body.path("expires_in").asLong();
    if (!text.matches("[!-~]+") || seconds <= 0) {
      throw new NoToken("its answer has no access_token or no expires_in");
    }
    keeper.granted(text, Duration.ofSeconds(seconds));
  }
}
