package io.serai.doubles;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/**
 * {@code apple}: {@code GET /inApps/v1/transactions/{id}} with a token in ES256, answered with a
 * signed transaction, and {@code POST /verifyReceipt} (also below {@code /sandbox}). It knows every
 * transaction whose id begins with 2, a month of {@code premium_monthly}, and with 1, {@code
 * coins_100}, and every receipt that begins with {@code receipt-<product>}; others it is told of by
 * {@link Purchases}. A decline's code is a status (21003), an error code (4040010) or {@code 404}
 * for a 404 that does not say why.
 */
public final class AppleShape implements WireShape {

  static final String TRANSACTIONS = "/inApps/v1/transactions/";
  private static final String APP = "io.serai.sandbox";
  private static final Duration MONTH = Duration.ofHours(1); // a sandbox's month is short (S1.43)
  private static final Duration LONGEST_TOKEN = Duration.ofMinutes(60);

  private final SigningChain chain;
  private final Purchases purchases = new Purchases();
  private final AtomicInteger asked = new AtomicInteger();

  AppleShape(SigningChain chain) {
    this.chain = chain;
  }

  /** What it signs with. */
  public SigningChain chain() {
    return chain;
  }

  /** What it was told of: by transaction id, or by receipt, with a path before it if it has one. */
  public Purchases purchases() {
    return purchases;
  }

  /** The claims of a subscription's transaction that is as it should be. */
  public static Map<String, Object> transaction(String id, String product) {
    Instant now = Instant.now();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("transactionId", id);
    claims.put("originalTransactionId", id);
    claims.put("bundleId", APP);
    claims.put("productId", product);
    claims.put("purchaseDate", now.toEpochMilli());
    claims.put("quantity", 1);
    claims.put("environment", "Sandbox");
    claims.put("signedDate", now.toEpochMilli());
    if (product.equals("premium_monthly")) {
      claims.put("type", "Auto-Renewable Subscription");
      claims.put("expiresDate", now.plus(MONTH).toEpochMilli());
    } else {
      claims.put("type", "Consumable");
    }
    return claims;
  }

  @Override
  public Call read(HttpCall http) throws BadRequest {
    if (http.method().equals(HttpMethod.GET) && http.path().startsWith(TRANSACTIONS)) {
      checkToken(http);
      return call(http.path().substring(TRANSACTIONS.length()));
    }
    if (http.method().equals(HttpMethod.POST) && http.path().endsWith("/verifyReceipt")) {
      Fields.of(http).text("receipt-data");
      return call("receipt");
    }
    throw BadRequest.noSuchPath(http);
  }

  private Call call(String name) {
    return new Call(Operation.VERIFY, "asked-" + asked.incrementAndGet(), null, null, 0, "", name);
  }

  private static void checkToken(HttpCall http) throws BadRequest {
    String bearer = http.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    try {
      SignedJWT token = SignedJWT.parse(bearer.replaceFirst("^Bearer ", ""));
      JWTClaimsSet claims = token.getJWTClaimsSet();
      Instant end = claims.getExpirationTime().toInstant();
      if (!JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm())
          || token.getHeader().getKeyID() == null
          || claims.getIssuer() == null
          || !APP.equals(claims.getStringClaim("bid"))
          || !claims.getAudience().equals(List.of("appstoreconnect-v1"))
          || end.isBefore(Instant.now())
          || end.isAfter(claims.getIssueTime().toInstant().plus(LONGEST_TOKEN))) {
        throw new BadRequest(401, "4010000", "Authorization", "is no token of ours");
      }
    } catch (ParseException | NullPointerException e) {
      throw new BadRequest(401, "4010000", "Authorization", "is no token");
    }
  }

  @Override
  public Reply.Json write(HttpCall http, Call call, Verdict verdict) {
    boolean receipt = http.path().endsWith("/verifyReceipt");
    if (verdict instanceof Verdict.Declined declined) {
      return receipt ? status(Integer.parseInt(declined.code())) : error(declined.code());
    }
    return receipt ? receipt(http) : signed(call.hubReference());
  }

  private Reply.Json signed(String id) {
    Reply.Json told = purchases.get(id);
    if (told != null) {
      return told;
    }
    if (!id.startsWith("1") && !id.startsWith("2")) {
      return error("4040010");
    }
    String product = id.startsWith("2") ? "premium_monthly" : "coins_100";
    return new Reply.Json(
        200, Map.of("signedTransactionInfo", chain.sign(transaction(id, product))));
  }

  private static Reply.Json error(String code) {
    if (code.equals("404")) {
      return new Reply.Json(404, Map.of());
    }
    int status = Integer.parseInt(code.substring(0, 3));
    return new Reply.Json(
        status, Map.of("errorCode", Integer.parseInt(code), "errorMessage", "Error " + code + "."));
  }

  private static Reply.Json status(int status) {
    return new Reply.Json(200, Map.of("status", status, "environment", "Sandbox"));
  }

  private Reply.Json receipt(HttpCall http) {
    String text;
    try {
      text = Fields.of(http).text("receipt-data");
    } catch (BadRequest e) {
      return status(21002);
    }
    String path = http.path().replaceFirst("/?verifyReceipt$", "");
    Reply.Json told = purchases.get(path.isEmpty() ? text : path + ":" + text);
    if (told != null) {
      return told;
    }
    if (!text.startsWith("receipt-")) {
      return status(21003);
    }
    String product = text.replaceFirst("^receipt-", "").replaceFirst("[^a-z0-9_].*", "");
    Instant now = Instant.now();
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    Map<String, Object> last = new LinkedHashMap<>();
    last.put("product_id", product);
    last.put("transaction_id", "1" + sum.getValue());
    last.put("original_transaction_id", "1" + sum.getValue());
    last.put("quantity", "1");
    last.put("purchase_date_ms", String.valueOf(now.toEpochMilli()));
    if (product.equals("premium_monthly")) {
      last.put("expires_date_ms", String.valueOf(now.plus(MONTH).toEpochMilli()));
    }
    return new Reply.Json(
        200,
        Map.of(
            "status",
            0,
            "environment",
            "Sandbox",
            "receipt",
            Map.of("bundle_id", APP, "in_app", List.of(last)),
            "latest_receipt_info",
            List.of(last)));
  }

  @Override
  public Reply.Json write(Call call, Verdict verdict) {
    throw new IllegalStateException("a store needs the request");
  }

  @Override
  public Reply.Json unavailable() {
    return new Reply.Json(503, Map.of("errorCode", 5030000, "errorMessage", "Not now."));
  }

  @Override
  public Reply.Json invalid(BadRequest bad) {
    return new Reply.Json(bad.status(), Map.of("errorMessage", String.valueOf(bad.getMessage())));
  }
}
