package io.serai.provider.store;

import io.serai.provider.TokenKeeper;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the token of a service account, which the Kamelet fetches. Called before a request, it
 * leaves the token in the variable {@code access_token}; where there is none, the first caller gets
 * {@code assertion} instead, fetches one and calls again, with {@code granted} and {@code
 * granted_seconds} or without them, while all others wait without a thread: a token is renewed
 * once. Refuses to start with a live account and another address than Google's, and the other way
 * round. Thread-safe.
 */
public final class GoogleTokens extends AsyncProcessorSupport {

  private static final Set<String> API = Set.of("androidpublisher.googleapis.com");
  private static final Set<String> TOKENS = Set.of("oauth2.googleapis.com");

  /** A token is given up so long before its end. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,7}");

  private final Clock clock = Clock.systemUTC();
  private final TokenKeeper keeper = new TokenKeeper(MARGIN);
  private String environment = "";
  private String url = "";
  private String oauthUrl = "";
  private String serviceAccountFile = "";
  private @Nullable ServiceAccount account;

  /** What the account is for: production or sandbox. */
  public void setEnvironment(String word) {
    environment = word;
  }

  /** Where the Android Publisher API is. */
  public void setUrl(String address) {
    url = address;
  }

  /** Where tokens are given. */
  public void setOauthUrl(String address) {
    oauthUrl = address;
  }

  /** The account's file; empty for one of the hub's own, which only a double takes. */
  public void setServiceAccountFile(String file) {
    serviceAccountFile = file;
  }

  @Override
  protected void doStart() {
    StoreEnvironment is = StoreEnvironment.of(environment);
    is.check("url", url, API);
    is.check("oauthUrl", oauthUrl, TOKENS);
    if (serviceAccountFile.isEmpty() && is == StoreEnvironment.PRODUCTION) {
      throw StoreEnvironment.wrong(
          "serviceAccountFile", "is missing; write the path of the account's JSON");
    }
    ServiceAccount read =
        serviceAccountFile.isEmpty()
            ? ServiceAccount.own(oauthUrl)
            : ServiceAccount.read(serviceAccountFile);
    if (!serviceAccountFile.isEmpty()) {
      is.check("serviceAccountFile: token_uri", read.tokenUri(), TOKENS);
    }
    account = read;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    if (exchange.removeVariable("assertion") != null) {
      renewed(exchange);
      callback.done(true);
      return true;
    }
    Object refused = exchange.removeVariable("refused_token");
    if (refused != null) {
      keeper.forget(refused.toString());
      callback.done(true);
      return true;
    }
    TokenKeeper.Turn turn = keeper.want();
    if (turn.mine()) {
      renew(exchange);
      callback.done(true);
      return true;
    }
    boolean atOnce = turn.token().isDone();
    var unused =
        turn.token()
            .whenComplete(
                (token, failure) -> {
                  if (token == null) {
                    exchange.setException(new IllegalStateException("no token was granted"));
                  } else {
                    exchange.setVariable("access_token", token.text());
                  }
                  callback.done(atOnce);
                });
    return atOnce;
  }

  /** Has the caller fetch a token with this. */
  private void renew(Exchange exchange) {
    try {
      ServiceAccount known = Objects.requireNonNull(account, "it has not started");
      exchange.setVariable("assertion", known.assertion(clock.instant()));
    } catch (RuntimeException e) {
      keeper.failed(e);
      throw e;
    }
  }

  /** Lets all go on who wait; without a token each of them fails, and the next one renews it. */
  private void renewed(Exchange exchange) {
    String seconds = String.valueOf(exchange.removeVariable("granted_seconds"));
    Object text = exchange.removeVariable("granted");
    String granted = text == null || !SECONDS.matcher(seconds).matches() ? "" : text.toString();
    if (granted.isEmpty()) {
      keeper.failed(new IllegalStateException("no token was granted"));
      return;
    }
    exchange.setVariable("access_token", granted);
    keeper.granted(granted, Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
