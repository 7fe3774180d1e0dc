package io.serai.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** An SQS server that speaks the real wire; its queues live in memory. Safe for many threads. */
public final class TestSqs implements AutoCloseable {

  /** The account under which the server shows its queues. */
  public static final String ACCOUNT = "000000000000";

  /** The region that clients name. */
  public static final String REGION = "elasticmq";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern VALUE = Pattern.compile("<Value>(\\d+)</Value>");

  private final SQSRestServer server;
  private final int port;

  private TestSqs(SQSRestServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** The server that all tests of this JVM share; use queue names of your own. */
  public static TestSqs shared() {
    return Shared.SQS;
  }

  /** Starts a server; returns once it answers. */
  public static TestSqs start(int port) {
    SQSRestServer server = SQSRestServerBuilder.withPort(port).withInterface("localhost").start();
    TestSqs sqs = new TestSqs(server, port);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> sqs.ask("/", Map.of("Action", "ListQueues")).contains("ListQueuesResult"));
    return sqs;
  }

  /** The address that SQS clients are given. */
  public URI endpoint() {
    return URI.create("http://localhost:" + port);
  }

  /** Makes a queue, or finds it, and gives its URL. */
  public String createQueue(String name) throws IOException, InterruptedException {
    ask("", Map.of("Action", "CreateQueue", "QueueName", name));
    return endpoint() + "/" + ACCOUNT + "/" + name;
  }

  /** Sends a message by the plain HTTP form that needs no AWS client. */
  public void send(String queue, String body) throws IOException, InterruptedException {
    ask("/" + ACCOUNT + "/" + queue, Map.of("Action", "SendMessage", "MessageBody", body));
  }

  /**
   * How many messages are in the queue, whether they wait or somebody has taken them. Both are
   * asked in one request: between two, one that comes back would be in neither.
   */
  public int left(String queue) throws IOException, InterruptedException {
    String answer =
        ask(
            "/" + ACCOUNT + "/" + queue,
            Map.of(
                "Action", "GetQueueAttributes",
                "AttributeName.1", "ApproximateNumberOfMessages",
                "AttributeName.2", "ApproximateNumberOfMessagesNotVisible"));
    return VALUE.matcher(answer).results().mapToInt(m -> Integer.parseInt(m.group(1))).sum();
  }

  private String ask(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint().resolve(path.isEmpty() ? "/" : path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() != 200) {
      throw new IOException("SQS answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  @Override
  public void close() {
    server.stopAndWait();
  }

  private static final class Shared {
    static final TestSqs SQS = TestSqs.start(Ports.free());
  }
}
