package io.serai.sandbox;

import io.serai.doubles.DoublesMain;
import io.serai.testkit.JavaCommand;
import io.serai.testkit.KafkaMain;
import io.serai.testkit.SqsMain;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Starts PostgreSQL, Kafka, SQS, the provider doubles, a card network's host ({@code serai iso
 * serve}) and then the hub, each a process of its own, and ends by printing every address, the API
 * key and lines to try. Data, secrets, logs and pids are kept in {@code target/sandbox}; the next
 * start finds them again (but for messages in SQS, which lives in memory).
 *
 * <p>{@code ./mvnw spring-boot:test-run} runs it. Ports are changed on the same line, for example
 * {@code ./mvnw spring-boot:test-run -Dserai.sandbox.rest-port=18080}: {@code
 * serai.sandbox.rest-port} (8080), {@code …operators-port} (8081), {@code …iso8583-port} (8583),
 * {@code …doubles-port} (8090), {@code …gateway-a-port} (8091), {@code …gateway-b-port} (8092),
 * {@code …issuer-h-port} (8093), {@code …van-a-port} (8094), {@code …van-b-port} (8095), {@code
 * …van-c-port} (8585), {@code …issuer-k-port} (8586), {@code …apple-port} (8096), {@code
 * …google-port} (8097), {@code …paypal-port} (8098), {@code …web-orders-port} (8099), {@code
 * …stripe-port} (8100), {@code …network-port} (8584), {@code …card-network-port} (8587), {@code
 * …card-traffic-port} (8588), {@code …postgres-port} (15432), {@code …kafka-port} (19092), {@code
 * …sqs-port} (9324). {@code serai.sandbox.folder} is where everything is kept, {@code
 * serai.sandbox.cards} (1000) how many cards there are at first.
 *
 * <p>SIGTERM and Ctrl-C end the hub first and wait up to 60 s for it, then the others. When this
 * process is killed, {@link Undertaker} ends them. A start that fails ends what it started, says in
 * one line what to do and exits with 1.
 */
public final class Sandbox {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Sandbox() {}

  /** Runs until it is told to stop. */
  public static void main(String[] args) throws InterruptedException {
    AtomicReference<@Nullable Children> children = new AtomicReference<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(children.get()), "sandbox-stop"));
    try {
      SandboxSettings settings = SandboxSettings.of(System.getProperties());
      settings.checkPorts();
      FolderLock lock = FolderLock.take(settings.folder());
      endWithMaven();
      Children started = new Children(settings);
      children.set(started);
      Secrets secrets = new Secrets(settings.folder());
      start(settings, secrets, started);
      started.ready();
      System.out.println(Banner.of(settings, secrets));
      new CountDownLatch(1).await();
      lock.release();
    } catch (SandboxFailure | IOException e) {
      System.out.println("Serai sandbox did not start: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Maven passes on every signal but the one that kills it. */
  private static void endWithMaven() {
    ProcessHandle.current()
        .parent()
        .filter(parent -> parent.info().commandLine().orElse("").contains("plexus.classworlds"))
        .ifPresent(
            maven -> {
              var unused = maven.onExit().thenAccept(gone -> System.exit(0));
            });
  }

  private static void start(SandboxSettings settings, Secrets secrets, Children children)
      throws IOException {
    System.out.println("Serai sandbox: starting PostgreSQL, Kafka, SQS and the doubles");
    Child kafka =
        children.start(
            "kafka",
            JavaCommand.of(KafkaMain.class, "384m")
                .with("kafka.port", settings.port(Port.KAFKA))
                .with("kafka.folder", settings.folder().resolve("kafka")),
            settings.log("kafka"),
            PATIENCE);
    Child sqs =
        children.start(
            "sqs",
            JavaCommand.of(SqsMain.class, "192m")
                .with("sqs.port", settings.port(Port.SQS))
                .with("sqs.queues", "serai-renewals,serai-renewals-dead"),
            settings.log("sqs"),
            PATIENCE);
    Child doubles =
        children.start(
            "doubles",
            JavaCommand.of(DoublesMain.class, "192m")
                .with("doubles.port", settings.port(Port.DOUBLES))
                .with("doubles.gateway-a.port", settings.port(Port.GATEWAY_A))
                .with("doubles.gateway-b.port", settings.port(Port.GATEWAY_B))
                .with("doubles.issuer-h.port", settings.port(Port.ISSUER_H))
                .with("doubles.van-a.port", settings.port(Port.VAN_A))
                .with("doubles.van-b.port", settings.port(Port.VAN_B))
                .with("doubles.stripe.port", settings.port(Port.STRIPE))
                .with("doubles.van-c.port", settings.port(Port.VAN_C))
                .with("doubles.paypal.port", settings.port(Port.PAYPAL))
                .with("doubles.web-orders.port", settings.port(Port.WEB_ORDERS))
                .with("doubles.issuer-k.port", settings.port(Port.ISSUER_K))
                .with("doubles.apple.port", settings.port(Port.APPLE))
                .with("doubles.google.port", settings.port(Port.GOOGLE))
                .with("doubles.books", settings.folder().resolve("books")),
            settings.log("doubles"),
            PATIENCE);
    Child network = children.start("network", network(settings), settings.log("network"), PATIENCE);
    Child cards =
        children.start(
            "card-network", cardNetwork(settings), settings.log("card-network"), PATIENCE);
    PostgresChild.start(settings, children);
    Readiness.kafka(kafka, settings.port(Port.KAFKA));
    Readiness.http(
        sqs,
        URI.create(
            "http://localhost:%d/?Action=GetQueueUrl&QueueName=serai-renewals-dead"
                .formatted(settings.port(Port.SQS))));
    Readiness.http(
        doubles,
        URI.create(
            "http://localhost:%d/doubles/gateway-a/behaviour"
                .formatted(settings.port(Port.DOUBLES))));
    Readiness.port(network, settings.port(Port.NETWORK));
    Readiness.port(cards, settings.port(Port.CARD_TRAFFIC));
    System.out.println("Serai sandbox: starting the hub");
    HubChild.start(settings, secrets, children);
    SandboxCards.add(settings, secrets);
  }

  /** A card network's host, as people start one too: the hub dials it and {@code floor} decides. */
  private static JavaCommand network(SandboxSettings settings) {
    return new JavaCommand(
            settings.hubClassPath(), "io.serai.cli.SeraiCommand", "96m", new LinkedHashMap<>())
        .arguments(
            "iso",
            "serve",
            "--link=network",
            "--routes=" + settings.project().resolve("routes"),
            "--listen=localhost:" + settings.port(Port.NETWORK),
            "--rate=0.5",
            "--pan=9999990000000006",
            "--amount=100-5200");
  }

  /** Another network, which asks the hub as the issuer of its cards when it is told to. */
  private static JavaCommand cardNetwork(SandboxSettings settings) {
    return JavaCommand.of(CardNetwork.class, "192m")
        .with("card-network.port", settings.port(Port.CARD_NETWORK))
        .with("card-network.steering-port", settings.port(Port.CARD_TRAFFIC))
        .with("card-network.project", settings.project());
  }

  private static void end(@Nullable Children children) {
    if (children != null) {
      System.out.println("Serai sandbox: stopping");
      children.end();
    }
  }
}
