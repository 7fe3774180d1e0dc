package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import io.serai.testkit.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way of failing of PayPal, over real sockets, to its outcome: the token, the capture, the
 * refund and the inquiry (S2.18, S1.34).
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PayPalFailuresTest {

  private static final String TOKEN =
      "{\"access_token\": \"A21AAx\", \"token_type\": \"Bearer\", \"expires_in\": 32400}";
  private static final String HEAD = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n";

  private static ShippedProviders providers;

  @BeforeAll
  static void start() {
    providers = new ShippedProviders();
  }

  @AfterAll
  static void stop() {
    providers.close();
  }

  private static String order(String status, String captures) {
    return """
        {"id": "5O190127TN364715T", "status": "%s",
         "purchase_units": [{"payments": {"captures": [%s]}}], "links": []}
        """
        .formatted(status, captures);
  }

  private static String capture(String status) {
    return capture(status, "10.00", "USD");
  }

  private static String capture(String status, String value, String currency) {
    return """
        {"id": "3C679366HH908993F", "status": "%s",
         "amount": {"currency_code": "%s", "value": "%s"}}
        """
        .formatted(status, currency, value);
  }

  @Test
  void aCaptureCarriesPayPalsIdOfIt() throws Exception {
    assertThat(captured(201, order("COMPLETED", capture("COMPLETED"))))
        .isEqualTo(new Outcome.Approved("3C679366HH908993F", null));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, approved",
    "DECLINED, declined",
    "FAILED, declined",
    // It is asked about until PayPal has decided.
    "PENDING, unknown",
    "REFUNDED, unknown",
    "SOMETHING_NEW, unknown"
  })
  void eachStateOfACaptureIsWhatTheTableSays(String status, String expected) throws Exception {
    assertThat(word(captured(201, order("COMPLETED", capture(status))))).isEqualTo(expected);
    assertThat(word(captured(200, order("COMPLETED", capture(status)))))
        .as("the same request once more")
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"10.01, USD", "10.00, EUR", "10, USD"})
  void aCaptureOfAnotherAmountIsNobodysApproval(String value, String currency) throws Exception {
    assertUnknown(captured(201, order("COMPLETED", capture("COMPLETED", value, currency))));
  }

  @Test
  void aRefusedConnectionIsNotSent() {
    assertThat(send(Ports.free(), charge())).isEqualTo(new Outcome.NotSent("no_token"));
  }

  @ParameterizedTest
  @CsvSource({
    "401, '{\"error\": \"invalid_client\"}'",
    "500, '{}'",
    "200, '{}'",
    "200, 'no JSON'",
    "200, '{\"access_token\": \"x\"}'",
    "302, '{}'"
  })
  void withoutATokenNothingIsSent(int status, String body) throws Exception {
    try (RawServer server =
        RawServer.plain((socket, request) -> RawServer.json(socket, status, body))) {
      assertThat(send(server.port(), charge())).isEqualTo(new Outcome.NotSent("no_token"));
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void theTokenIsAskedForOnceHoweverManyWaitForIt() throws Exception {
    try (Api api =
        new Api(
            (socket, request) ->
                RawServer.json(socket, 201, order("COMPLETED", capture("COMPLETED"))))) {
      Provider provider = provider(api.port());
      List<CompletableFuture<Outcome>> all =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> providers.send(provider, charge("k" + i))))
              .toList();
      all.forEach(one -> assertThat(one.join().kind()).isEqualTo(Outcome.Kind.APPROVED));
      assertThat(api.tokens()).isEqualTo(1);
      provider.rail().stop();
    }
  }

  @Test
  void aTokenThatIsRefusedIsForgottenAndNothingIsSentASecondTime() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (Api api =
        new Api(
            (socket, request) -> {
              if (asked.incrementAndGet() == 1) {
                RawServer.json(socket, 401, "{\"error\": \"invalid_token\"}");
              } else {
                RawServer.json(socket, 201, order("COMPLETED", capture("COMPLETED")));
              }
            })) {
      Provider provider = provider(api.port());
      Outcome first = providers.send(provider, charge());
      assertThat(first.elsewhere()).isTrue();
      assertThat(asked).hasValue(1);
      assertThat(providers.send(provider, charge()).kind()).isEqualTo(Outcome.Kind.APPROVED);
      assertThat(api.tokens()).isEqualTo(2);
      provider.rail().stop();
    }
  }

  @Test
  void aTokenIsRenewedBeforeItExpires() throws Exception {
    AtomicInteger tokens = new AtomicInteger();
    try (Api api =
        new Api(
            (socket, request) ->
                RawServer.json(socket, 201, order("COMPLETED", capture("COMPLETED"))),
            TOKEN.replace("32400", "1"))) {
      Provider provider = provider(api.port());
      Awaitility.await()
          .atMost(10, TimeUnit.SECONDS)
          .until(
              () -> {
                assertThat(providers.send(provider, charge("k" + tokens.incrementAndGet())).kind())
                    .isEqualTo(Outcome.Kind.APPROVED);
                return api.tokens() >= 2;
              });
      provider.rail().stop();
    }
  }

  @Test
  void aResetAnEndAndATruncatedAnswerAreUnknown() throws Exception {
    assertUnknown(answered((socket, request) -> RawServer.reset(socket)));
    assertUnknown(answered((socket, request) -> socket.close()));
    assertUnknown(
        answered(
            (socket, request) -> {
              RawServer.write(socket, HEAD.substring(0, 25));
              RawServer.reset(socket);
            }));
    assertUnknown(
        answered(
            (socket, request) -> {
              RawServer.write(socket, HEAD + "Content-Length: 900\r\n\r\n{");
              socket.close();
            }));
  }

  @Test
  void silenceIsUnknown() throws Exception {
    assertThat(answered((socket, request) -> RawServer.drip(socket, HEAD)))
        .isEqualTo(new Outcome.Unknown("timeout"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no JSON", "null", "[]", "{}", "{\"status\": 1}"})
  void anAnswerThatCannotBeReadOrIsListedNowhereIsUnknown(String body) throws Exception {
    assertUnknown(captured(201, body));
  }

  @Test
  void anAnswerOfACaptureWithoutTheCaptureIsUnknown() throws Exception {
    assertUnknown(captured(201, order("COMPLETED", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "422, UNPROCESSABLE_ENTITY, ORDER_NOT_APPROVED, declined",
    "422, UNPROCESSABLE_ENTITY, INSTRUMENT_DECLINED, declined",
    "422, UNPROCESSABLE_ENTITY, PAYER_ACTION_REQUIRED, declined",
    "422, UNPROCESSABLE_ENTITY, TRANSACTION_REFUSED, declined",
    "422, UNPROCESSABLE_ENTITY, SOMETHING_NEW, unknown",
    "400, INVALID_REQUEST, MISSING_REQUIRED_PARAMETER, declined",
    "403, NOT_AUTHORIZED, PERMISSION_DENIED, declined",
    "404, RESOURCE_NOT_FOUND, INVALID_RESOURCE_ID, declined",
    "409, RESOURCE_CONFLICT, PREVIOUS_REQUEST_IN_PROGRESS, unknown",
    "429, RATE_LIMIT_REACHED, '', elsewhere",
    "500, INTERNAL_SERVER_ERROR, '', unknown",
    "503, SERVICE_UNAVAILABLE, '', unknown",
    "418, '', '', unknown"
  })
  void anErrorIsWhatTheTableSays(int status, String name, String issue, String expected)
      throws Exception {
    assertThat(word(captured(status, error(name, issue)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORDER_ALREADY_CAPTURED", "DUPLICATE_INVOICE_ID"})
  void whatWasHadBeforeIsLookedUp(String issue) throws Exception {
    Outcome outcome = captured(422, error("UNPROCESSABLE_ENTITY", issue));
    assertThat(outcome.isDuplicate()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "CREATED, no_original",
    "APPROVED, no_original",
    "PAYER_ACTION_REQUIRED, no_original",
    "VOIDED, no_original",
    "COMPLETED, unlisted:no_capture"
  })
  void anInquirySaysWhetherItWasCaptured(String status, String code) throws Exception {
    assertThat(asked(200, order(status, "")).code()).isEqualTo(code);
  }

  @Test
  void anInquiryFindsTheCapture() throws Exception {
    assertThat(asked(200, order("COMPLETED", capture("COMPLETED"))))
        .isEqualTo(new Outcome.Approved("3C679366HH908993F", null));
    assertThat(asked(200, order("APPROVED", capture("DECLINED"))).kind())
        .isEqualTo(Outcome.Kind.DECLINED);
    assertThat(asked(200, order("COMPLETED", capture("DECLINED") + "," + capture("COMPLETED"))))
        .isEqualTo(new Outcome.Approved("3C679366HH908993F", null));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 422, 500})
  void anInquiryThatIsRefusedSaysNothingOfTheCapture(int status) throws Exception {
    assertUnknown(asked(status, error("RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")));
  }

  @Test
  void anOrderThatIsAskedAboutAloneMayBeGone() throws Exception {
    ProviderCall look = call(Operation.INQUIRY, "look", null, 1000, "USD", "5O190127TN364715T");
    assertThat(answered(look, 404, error("RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")))
        .isEqualTo(new Outcome.Declined("order_gone", false));
    assertThat(answered(look, 200, order("APPROVED", "")).kind()).isEqualTo(Outcome.Kind.DECLINED);
  }

  @ParameterizedTest
  @CsvSource({
    "201, COMPLETED, approved",
    "200, COMPLETED, approved",
    "201, PENDING, unknown",
    "201, FAILED, declined",
    "201, CANCELLED, declined"
  })
  void eachStateOfARefundIsWhatTheTableSays(int status, String state, String expected)
      throws Exception {
    String body = "{\"id\": \"1JU08902781691411\", \"status\": \"" + state + "\"}";
    assertThat(word(answered(refund("3C679366HH908993F", 400, "USD"), status, body)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"CAPTURE_FULLY_REFUNDED", "REFUND_AMOUNT_EXCEEDED", "REFUND_TIME_LIMIT_EXCEEDED"})
  void aRefundThatIsRefusedIsDeclined(String issue) throws Exception {
    String body = error("UNPROCESSABLE_ENTITY", issue);
    assertThat(word(answered(refund("3C679366HH908993F", 400, "USD"), 422, body)))
        .isEqualTo("declined");
  }

  @Test
  void aPartOfAUnitThatPayPalDoesNotTakeAndAnIdOfNoFormAreNotSent() throws Exception {
    assertThat(answered(refund("3C679366HH908993F", 450, "TWD"), 201, "{}"))
        .isEqualTo(new Outcome.NotSent("unpayable_amount"));
    assertThat(answered(refund("../orders/1", 400, "USD"), 201, "{}"))
        .isEqualTo(new Outcome.NotSent("connect"));
  }

  @Test
  void aLiveAddressAndASandboxAreNotMixedUp() {
    Map<String, String> live = Map.of("url", "https://api-m.paypal.com");
    assertThatThrownBy(() -> providers.start("paypal", live))
        .hasStackTraceContaining(
            "environment: says 'sandbox', but the address https://api-m.paypal.com/v1/oauth2/token"
                + " is the live one; a sandbox and a live account must not be mixed up, set both");
    Map<String, String> sandbox =
        Map.of("url", "https://api-m.sandbox.paypal.com", "environment", "live");
    assertThatThrownBy(() -> providers.start("paypal", sandbox))
        .hasStackTraceContaining("is not the live one; a sandbox and a live account must not");
  }

  /** Answers tokens, and everything else by a script. */
  private static final class Api implements AutoCloseable {

    private static final ThreadLocal<Boolean> OF_TOKENS = ThreadLocal.withInitial(() -> false);

    private final AtomicInteger tokens = new AtomicInteger();
    private final RawServer server;

    Api(RawServer.Script script) throws IOException {
      this(script, TOKEN);
    }

    Api(RawServer.Script script, String token) throws IOException {
      server =
          new RawServer(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
              (socket, request) -> {
                if (OF_TOKENS.get()) {
                  tokens.incrementAndGet();
                  RawServer.json(socket, 200, token);
                } else {
                  script.answer(socket, request);
                }
              },
              Api::read);
    }

    private static boolean read(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        head.append((char) next);
      }
      OF_TOKENS.set(head.indexOf("/v1/oauth2/token") > 0);
      int length =
          head.toString()
              .lines()
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
              .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).trim()))
              .findFirst()
              .orElse(0);
      return in.readNBytes(length).length == length;
    }

    int port() {
      return server.port();
    }

    int tokens() {
      return tokens.get();
    }

    int others() {
      return server.requests() - tokens.get();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static String error(String name, String issue) {
    return """
        {"name": "%s", "message": "It could not be done.", "debug_id": "90957fca61718",
         "details": [%s]}
        """
        .formatted(name, issue.isEmpty() ? "" : "{\"issue\": \"" + issue + "\"}");
  }

  private static Outcome captured(int status, String body) throws IOException {
    return answered(charge(), status, body);
  }

  private static Outcome asked(int status, String body) throws IOException {
    return answered(
        call(Operation.INQUIRY, "k.inquiry", null, 1000, "USD", "5O190127TN364715T"), status, body);
  }

  private static Outcome answered(ProviderCall call, int status, String body) throws IOException {
    return answered(call, (socket, request) -> RawServer.json(socket, status, body));
  }

  private static Outcome answered(RawServer.Script script) throws IOException {
    return answered(charge(), script);
  }

  private static Outcome answered(ProviderCall call, RawServer.Script script) throws IOException {
    try (Api api = new Api(script)) {
      Outcome outcome = send(api.port(), call);
      assertThat(api.others()).as("sent once").isLessThanOrEqualTo(1);
      return outcome;
    }
  }

  private static Outcome send(int port, ProviderCall call) {
    Provider provider = provider(port);
    Outcome outcome = providers.send(provider, call);
    provider.rail().stop();
    return outcome;
  }

  private static Provider provider(int port) {
    return providers.start("paypal", Map.of("url", "http://localhost:" + port, "timeout", "3s"));
  }

  private static ProviderCall charge() {
    return charge("pay_1.1");
  }

  private static ProviderCall charge(String key) {
    return call(Operation.CHARGE, key, null, 1000, "USD", "5O190127TN364715T");
  }

  private static ProviderCall refund(String capture, long minor, String currency) {
    return call(Operation.REFUND, "pay_1.2", capture, minor, currency, "5O190127TN364715T");
  }

  private static ProviderCall call(
      Operation operation,
      String key,
      @Nullable String reference,
      long minor,
      String currency,
      String order) {
    return new ProviderCall(
        operation,
        "pay_1",
        key,
        operation == Operation.CHARGE || key.equals("look") ? null : "pay_1.1",
        reference,
        new Money(minor, Currency.of(currency)),
        "",
        Map.of("type", "paypal", "token", order),
        null,
        null,
        1,
        false);
  }

  private static String word(Outcome outcome) {
    return outcome.elsewhere() ? "elsewhere" : outcome.word();
  }

  private static void assertUnknown(Outcome outcome) {
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.UNKNOWN);
  }
}
