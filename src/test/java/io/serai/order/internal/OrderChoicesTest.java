package io.serai.order.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.doubles.Doubles;
import io.serai.engine.Charges;
import io.serai.engine.Refunds;
import io.serai.order.OrderSettings;
import io.serai.payment.AlarmRaised;
import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderDirectory;
import io.serai.testkit.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What a setting makes of orders; the web-order service is a real one (S1.31, S2.12). */
@Timeout(60)
class OrderChoicesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

  private final List<Object> alarms = new ArrayList<>();
  private final List<String> moved = new ArrayList<>();

  @Test
  void byConfigurationTheMoneyIsKeptForAPerson() {
    try (Doubles doubles = Doubles.start()) {
      String url = doubles.url(Doubles.WEB_ORDERS) + "/orders";
      OrderSteps steps = steps(url, "by-hand");
      doubles.behave(Doubles.WEB_ORDERS, "unavailable");

      Order.Next once = steps.step(captured(0)).join();
      assertThat(once.state()).isEqualTo(OrderState.CAPTURED);
      assertThat(once.tries()).isEqualTo(1);
      assertThat(once.dueAt()).isAfter(CLOCK.instant());

      Order.Next twice = steps.step(captured(1)).join();
      assertThat(twice.state()).isEqualTo(OrderState.BY_HAND);
      assertThat(twice.code()).isEqualTo("web_order_503");
      assertThat(twice.dueAt()).isNull();
      assertThat(alarms)
          .containsExactly(
              new AlarmRaised(
                  "order_not_created",
                  "ord_1",
                  "order ord_1 is paid and cannot be created in the web-order service"
                      + " (web_order_503); see to it by hand"));

      Order.Next refunded = steps(url, "refund").step(captured(1)).join();
      assertThat(refunded.state()).isEqualTo(OrderState.REFUNDING);
      assertThat(refunded.dueAt()).isEqualTo(CLOCK.instant());
    }
    assertThat(moved).as("nothing is charged or given back by this step").isEmpty();
  }

  @Test
  void withoutAWebOrderServiceNoOrderIsTaken() {
    OrderSettings settings = settings("", "refund");
    var database =
        new DriverManagerDataSource(TestPostgres.shared().freshDatabase("order_choices"));
    JdbcClient jdbc = JdbcClient.create(database);
    OrderDesk desk =
        new OrderDesk(
            settings,
            new PricesOfSets(),
            new OrderStore(jdbc),
            approval(settings),
            steps("", "refund"),
            prefix -> prefix + "1",
            CLOCK,
            Runnable::run);
    assertThatThrownBy(
            () ->
                desk.create(
                    new OrderDesk.Caller("acme", "key-1", "print", "trace"),
                    Map.of("cluster_name", "my-cluster", "currency", "USD")))
        .isInstanceOfSatisfying(
            SeraiException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_READY))
        .hasMessage("orders are not set up here; set serai.orders.web-order-service-url");
    assertThat(ErrorCode.NOT_READY.category()).isEqualTo(ErrorCode.Category.UNAVAILABLE);
    assertThat(jdbc.sql("select count(*) from shop_order").query(Long.class).single()).isZero();
  }

  private OrderSteps steps(String url, String whenNotOrdered) {
    OrderSettings settings = settings(url, whenNotOrdered);
    Charges charges =
        request -> {
          moved.add("charge");
          return new CompletableFuture<>();
        };
    return new OrderSteps(
        approval(settings),
        charges,
        new NoRefunds(),
        new WebOrders(settings),
        settings,
        alarms::add,
        CLOCK);
  }

  /** As the application reads them. */
  private static OrderSettings settings(String url, String whenNotOrdered) {
    Map<String, String> given =
        Map.of(
            "serai.orders.web-order-service-url", url,
            "serai.orders.web-order-tries", "2",
            "serai.orders.when-not-ordered", whenNotOrdered);
    return new Binder(new MapConfigurationPropertySource(given))
        .bindOrCreate("serai.orders", OrderSettings.class);
  }

  private PayersApproval approval(OrderSettings settings) {
    ProviderDirectory nobody =
        () -> {
          throw new IllegalStateException("no set of routes is active");
        };
    return new PayersApproval(
        (provider, call, sendBy) -> {
          moved.add("asked");
          return new CompletableFuture<>();
        },
        nobody,
        settings,
        CLOCK);
  }

  private static Order captured(int tries) {
    Currency dollars = Currency.of("USD");
    return new Order(
        "ord_1",
        "acme",
        "print",
        new OrderRequest("my-cluster", "user", false, true, 0, 0, dollars),
        new Money(2300, dollars),
        "paypal",
        OrderState.CAPTURED,
        null,
        "5O190127TN364715T",
        null,
        "pay_1",
        5,
        tries,
        CLOCK.instant().plusSeconds(60),
        "trace",
        CLOCK.instant());
  }

  private final class NoRefunds implements Refunds {
    @Override
    public CompletableFuture<Result> refundAll(
        String tenant, String payment, String key, String route) {
      moved.add("refund");
      return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Optional<Result>> carryOut(
        String tenant, String payment, String subject) {
      moved.add("refund");
      return new CompletableFuture<>();
    }
  }
}
