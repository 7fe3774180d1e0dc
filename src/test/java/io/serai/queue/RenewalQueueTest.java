package io.serai.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.events.EntryDouble;
import io.serai.events.Routes;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import io.serai.testkit.TestSqs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Renewals from a real SQS server over the shipped routes (S1.3, S1.66), the engine doubled. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RenewalQueueTest {

  private final TestSqs sqs = TestSqs.shared();
  private final Map<String, AsyncProcessor> bridge = EntryDouble.bridge();
  private final List<CamelContext> contexts = new ArrayList<>();
  private final List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();
  private volatile Processor engine = exchange -> answer(exchange, "approved");
  private String queue;
  private String dead;

  @BeforeEach
  void start(TestInfo test) throws Exception {
    queue = "renewals-" + test.getTestMethod().orElseThrow().getName();
    dead = queue + "-dead";
    sqs.createQueue(queue);
    sqs.createQueue(dead);
    route("batch/renewals.camel.yaml");
    route("entries/queues.camel.yaml");
  }

  @AfterEach
  void stop() {
    for (int i = contexts.size() - 1; i >= 0; i--) {
      contexts.get(i).stop();
    }
  }

  @Test
  void aRenewalIsChargedWithItsKeyAndDeletedOnceItsOutcomeIsThere() throws Exception {
    sqs.send(queue, RenewalMessageTest.GOOD);
    await().atMost(Duration.ofSeconds(30)).until(() -> asked.size() == 1 && empty(queue));
    assertThat(asked.get(0))
        .containsEntry("amount", 980L)
        .containsEntry(ExchangeKeys.TENANT, "acme")
        .containsEntry(ExchangeKeys.CHANNEL, "queue")
        .containsEntry(ExchangeKeys.KEY, "renewal:sub_1:2026-12")
        .containsEntry(
            "endpoint",
            "payment://charge?afterUnknown=stop&providers=gateway-a%2Cgateway-b&strategy=priority");
    assertThat((String) asked.get(0).get(ExchangeKeys.FINGERPRINT)).matches("[0-9a-f]{64}");
    assertThat((String) asked.get(0).get(ExchangeKeys.TRACE)).matches("[0-9a-f]{32}");
    assertThat(empty(dead)).isTrue();
  }

  @Test
  void everyCommittedOutcomeEndsTheMessage() throws Exception {
    List<String> outcomes = List.of("declined", "unknown", "pending", "approved");
    engine = exchange -> answer(exchange, outcomes.get(asked.size() - 1));
    for (int i = 0; i < outcomes.size(); i++) {
      sqs.send(queue, RenewalMessageTest.GOOD);
      int sent = i + 1;
      await().atMost(Duration.ofSeconds(30)).until(() -> asked.size() == sent && empty(queue));
    }
    assertThat(empty(dead)).isTrue();
  }

  @Test
  void whatCouldNotBeSentStaysAndIsAskedAgain() throws Exception {
    engine =
        exchange -> {
          switch (asked.size()) {
            case 1 -> answer(exchange, "failed");
            case 2 -> throw new SeraiException(ErrorCode.OVERLOADED, "not now");
            default -> answer(exchange, "approved");
          }
        };
    sqs.send(queue, RenewalMessageTest.GOOD);
    await().atMost(Duration.ofSeconds(30)).until(() -> asked.size() == 3 && empty(queue));
    assertThat(empty(dead)).isTrue();
  }

  @Test
  void whatCanNeverBeChargedGoesToTheDeadLettersWithItsReason() throws Exception {
    String body = RenewalMessageTest.GOOD.replace("980", "\\\"much\\\"");
    sqs.send(queue, body);
    await().atMost(Duration.ofSeconds(30)).until(() -> sqs.left(dead) == 1 && empty(queue));
    String letter = receive(dead);
    assertThat(letter)
        .contains("sub_1")
        .contains("<Name>reason</Name>")
        .contains("<Name>code</Name>")
        .contains("malformed_body");
    assertThat(asked).isEmpty();

    engine =
        exchange -> {
          throw new SeraiException(ErrorCode.IDEMPOTENCY_KEY_REUSED, "another renewal");
        };
    sqs.send(queue, RenewalMessageTest.GOOD);
    await().atMost(Duration.ofSeconds(30)).until(() -> sqs.left(dead) == 2 && empty(queue));
    assertThat(receive(dead)).contains("idempotency_key_reused");
  }

  private boolean empty(String name) throws Exception {
    return sqs.left(name) == 0;
  }

  private String receive(String name) throws Exception {
    URI uri =
        URI.create(
            sqs.endpoint()
                + "/"
                + TestSqs.ACCOUNT
                + "/"
                + name
                + "?Action=ReceiveMessage&MessageAttributeName.1=All&VisibilityTimeout=60");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void answer(Exchange exchange, String outcome) {
    exchange.getMessage().setBody(Map.of("id", "pay_1", "outcome", outcome));
  }

  private void route(String file) throws Exception {
    contexts.add(
        Routes.start(
            file,
            Map.of(
                "serai.sqs.endpoint",
                sqs.endpoint().toString(),
                "serai.sqs.region",
                TestSqs.REGION,
                "serai.sqs.access-key",
                "x",
                "serai.sqs.secret-key",
                "x",
                "serai.renewals.queue",
                queue,
                "serai.renewals.dead-queue",
                dead,
                "serai.renewals.visibility-seconds",
                "2"),
            Map.of("entry", new EntryDouble(bridge), "payment", payment()),
            Map.of("renewals", new Renewals(new RenewalSettings("acme")))));
  }

  private Component payment() {
    return new DefaultComponent() {
      @Override
      protected Endpoint createEndpoint(String uri, String rest, Map<String, Object> parameters) {
        parameters.clear();
        return new DefaultEndpoint(uri, this) {
          @Override
          public Producer createProducer() {
            return new DefaultProducer(this) {
              @Override
              public void process(Exchange exchange) throws Exception {
                ask(uri, exchange);
              }
            };
          }

          @Override
          public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("payment: is only sent to");
          }
        };
      }
    };
  }

  private void ask(String uri, Exchange exchange) throws Exception {
    Map<String, Object> call = new HashMap<>(exchange.getProperties());
    Map<?, ?> body = exchange.getMessage().getBody(Map.class);
    body.forEach((name, value) -> call.put(String.valueOf(name), value));
    call.put("endpoint", uri);
    asked.add(call);
    engine.process(exchange);
  }
}
