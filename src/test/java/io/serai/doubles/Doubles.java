package io.serai.doubles;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All provider doubles and their control server. {@code gateway-a} and {@code gateway-b} are card
 * gateways with different JSON, {@code issuer-h} is an issuer asked over HTTP, {@code van-a} speaks
 * fixed-length records over TCP, {@code van-b} signed JSON, {@code stripe} takes forms, {@code
 * van-c} and the issuer {@code issuer-k} ISO 8583; {@code apple} and {@code google} are app stores,
 * which verify purchases.
 *
 * <p>What a behaviour meets: charges, authorizations and refunds; {@code hang}, {@code refuse} and
 * {@code unavailable} meet cancels and inquiries too, which otherwise are answered honestly from
 * the book. {@code delay} books at once and answers late. A key that was seen before gets its first
 * answer again, in the manner that holds now. Safe for use by many threads; no thread waits for an
 * answer that is held back.
 */
public final class Doubles implements AutoCloseable {

  /** A card gateway with resources under {@code /v1}. */
  public static final String GATEWAY_A = "gateway-a";

  /** A card gateway that answers 200 and says its decision in the body. */
  public static final String GATEWAY_B = "gateway-b";

  /** An issuer that is asked with card numbers. */
  public static final String ISSUER_H = "issuer-h";

  /** A VAN that speaks fixed-length records. */
  public static final String VAN_A = "van-a";

  /** A VAN that takes signed JSON. */
  public static final String VAN_B = "van-b";

  /** What van-b's requests are signed with; of no worth anywhere else. */
  public static final String VAN_B_SECRET = "sandbox";

  /** A card gateway with PaymentIntents, whose requests are forms. */
  public static final String STRIPE = "stripe";

  /** A VAN that is dialed and speaks ISO 8583. */
  public static final String VAN_C = "van-c";

  /** An issuer that is dialed and speaks ISO 8583 in binary fields. */
  public static final String ISSUER_K = "issuer-k";

  /** PayPal's orders and captures. */
  public static final String PAYPAL = "paypal";

  /** The service that sets up what was paid for. */
  public static final String WEB_ORDERS = "web-orders";

  /** Apple's App Store. */
  public static final String APPLE = "apple";

  /** Google Play. */
  public static final String GOOGLE = "google";

  private final AppleShape apple = new AppleShape(SigningChain.valid());
  private final GooglePlayShape google = new GooglePlayShape();
  private final EventLoopGroup loops =
      new NioEventLoopGroup(2, new DefaultThreadFactory("doubles", true));
  private final Map<String, ProviderDouble<?>> providers = new LinkedHashMap<>();
  private final Listener control;

  private Doubles(DoublesSettings settings) {
    Path books = settings.books();
    add(GATEWAY_A, settings.gatewayA(), books, new GatewayAShape());
    add(GATEWAY_B, settings.gatewayB(), books, new GatewayBShape());
    add(ISSUER_H, settings.issuerH(), books, new IssuerHShape());
    PayPalShape paypal = new PayPalShape("serai", "sandbox");
    add(
        PAYPAL,
        settings.paypal(),
        books,
        paypal,
        service -> HttpConnection.handlers(paypal.before(service)));
    add(WEB_ORDERS, settings.webOrders(), books, new WebOrdersShape());
    add(
        VAN_A,
        settings.vanA(),
        books,
        new VanAShape(),
        service -> FrameConnection.handlers(service, FrameConnection.Prefix.FOUR_DIGITS));
    add(VAN_B, settings.vanB(), books, new VanBShape(VAN_B_SECRET, Clock.systemUTC()));
    StripeShape stripe = new StripeShape();
    add(
        STRIPE,
        settings.stripe(),
        books,
        stripe,
        service -> HttpConnection.handlers(stripe.before(service)));
    iso(VAN_C, settings.vanC(), books, new IsoShape("iso87ascii"));
    iso(ISSUER_K, settings.issuerK(), books, new IsoShape("iso87binary"));
    add(APPLE, settings.apple(), books, apple);
    add(GOOGLE, settings.google(), books, google);
    if (books != null) {
      apple.chain().writeRoot(books.resolve("apple-root.der"));
    }
    Control steering = new Control(providers);
    control = new Listener(loops, settings.control(), () -> HttpConnection.handlers(steering));
  }

  /** Starts them on free ports with books in memory. */
  public static Doubles start() {
    return start(DoublesSettings.FREE_PORTS);
  }

  /** Starts them; returns once all ports listen, fails where one cannot be bound. */
  public static Doubles start(DoublesSettings settings) {
    return new Doubles(settings);
  }

  private void add(String name, int port, @Nullable Path books, WireShape shape) {
    add(name, port, books, shape, HttpConnection::handlers);
  }

  private void iso(String name, int port, @Nullable Path books, IsoShape shape) {
    add(
        name,
        port,
        books,
        shape,
        service ->
            FrameConnection.handlers(shape.signedOn(service), FrameConnection.Prefix.TWO_BYTES));
  }

  private <I> void add(
      String name,
      int port,
      @Nullable Path books,
      Shape<I> shape,
      Function<Service<I>, ChannelHandler[]> handlers) {
    BookFile file = books == null ? BookFile.none() : BookFile.in(books, name);
    Book book = new Book(Clock.systemUTC(), file);
    providers.put(name, new ProviderDouble<>(loops, port, book, shape, handlers));
  }

  /** The control server's address. */
  public URI control() {
    return address(control.port());
  }

  /** Where a provider listens that speaks no HTTP; it stays the same as its {@link #url}. */
  public String address(String provider) {
    return "localhost:" + provider(provider).port();
  }

  /** A provider's address; it stays the same while the provider refuses connections. */
  public URI url(String provider) {
    return address(provider(provider).port());
  }

  /**
   * Steers a provider until it is steered anew; returns once it holds.
   *
   * @param answer as in {@code PUT /doubles/{provider}/behaviour}
   */
  public void behave(String provider, String answer) {
    behave(provider, answer, null);
  }

  /** Steers a provider for the next requests that the behaviour meets, then it approves again. */
  public void behave(String provider, String answer, @Nullable Integer times) {
    behave(provider, answer, times, "approve");
  }

  /** The same for who must not be met by anything in between: what comes after them. */
  public void behave(String provider, String answer, @Nullable Integer times, String afterwards) {
    try {
      provider(provider).behave(Behaviour.of(answer, times), Behaviour.of(afterwards, null)).join();
    } catch (BadRequest e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Has a provider give the answers now that it was told to give later. */
  public void hurry(String provider) {
    provider(provider).hurry();
  }

  /** What a provider really charged and undid, oldest first. */
  public List<BookEntry> book(String provider) {
    return provider(provider).book().entries();
  }

  /** Apple's App Store, which can be told of purchases. */
  public AppleShape apple() {
    return apple;
  }

  /** Google Play, which can be told of purchases. */
  public GooglePlayShape google() {
    return google;
  }

  /** Lets every provider approve and forget all it knew. */
  public void reset() {
    apple.purchases().clear();
    google.purchases().clear();
    for (ProviderDouble<?> provider : providers.values()) {
      provider.behave(Behaviour.APPROVES).join();
      provider.book().clear();
    }
  }

  private ProviderDouble<?> provider(String name) {
    ProviderDouble<?> provider = providers.get(name);
    if (provider == null) {
      throw new IllegalArgumentException("No such provider: " + name);
    }
    return provider;
  }

  private static URI address(int port) {
    return URI.create("http://localhost:" + port);
  }

  @Override
  public void close() {
    control.close();
    providers.values().forEach(ProviderDouble::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
