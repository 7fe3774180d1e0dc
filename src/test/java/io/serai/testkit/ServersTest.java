package io.serai.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The servers that other tests stand on. */
@Timeout(180)
class ServersTest {

  @Test
  void everyDatabaseIsFresh() throws SQLException {
    String first = TestPostgres.shared().freshDatabase("fresh");
    String second = TestPostgres.shared().freshDatabase("fresh");

    assertThat(first).isNotEqualTo(second);
    assertThat(show(first, "fsync")).isEqualTo("off");
    assertThat(show(second, "max_connections")).isEqualTo("300");
  }

  @Test
  void commitsWaitForTheDiskWhereAsked() throws SQLException {
    try (TestPostgres durable = TestPostgres.start(true)) {
      String url = durable.emptyDatabase("durable");
      assertThat(show(url, "fsync")).isEqualTo("on");
      assertThat(show(url, "synchronous_commit")).isEqualTo("on");
      assertThat(show(url, "full_page_writes")).isEqualTo("on");
    }
  }

  @Test
  void kafkaKeepsItsRecordsOverARestartAndACrash() throws Exception {
    try (TestKafka kafka = TestKafka.create()) {
      send(kafka, "before the stop");
      kafka.stop();
      kafka.start();
      send(kafka, "before the crash");
      kafka.kill();
      kafka.start();
      assertThat(read(kafka, 2)).containsExactly("before the stop", "before the crash");
    }
  }

  @Test
  void sqsTakesMessagesInThePlainHttpForm() throws Exception {
    TestSqs sqs = TestSqs.shared();
    String queue = "q-" + UUID.randomUUID();
    String url = sqs.createQueue(queue);
    sqs.send(queue, "{\"subscription\": \"sub_1\"}");

    assertThat(url).startsWith(sqs.endpoint().toString()).endsWith(queue);
    assertThat(sqs.left(queue)).isEqualTo(1);
  }

  @Test
  void aPortIsTakenWhileSomebodyListens() throws Exception {
    int port = Ports.free();
    assertThat(Ports.taken(port)).isFalse();
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.taken(socket.getLocalPort())).isTrue();
    }
  }

  private static String show(String url, String setting) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void send(TestKafka kafka, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.brokers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>("proof", "key", value)).get(30, TimeUnit.SECONDS);
    }
  }

  private static List<String> read(TestKafka kafka, int count) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.brokers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("proof", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new ArrayList<>();
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (values.size() < count && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
