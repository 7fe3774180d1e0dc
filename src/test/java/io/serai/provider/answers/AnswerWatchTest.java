package io.serai.provider.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.payment.Operation;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.util.unit.DataSize;

/** What is copied of an answer, and when. */
class AnswerWatchTest {

  private static final Asked ASKED = new Asked("pay", "pay-action", Operation.CHARGE);

  private static Answer answer(Object body) {
    return new Answer(ASKED, 200, body, false, DeclaredAnswers.NONE);
  }

  @Test
  void whatItsRouteDoesToAnAnswerLaterIsNotLookedAt() {
    Map<String, Object> inner = new HashMap<>(Map.of("score", 71));
    List<Object> lines = new ArrayList<>(List.of(inner));
    Map<String, Object> fields = new HashMap<>(Map.of("id", "7", "lines", lines));
    fields.put("none", null);
    byte[] bytes = "{\"id\": \"7\"}".getBytes(StandardCharsets.UTF_8);
    Answer ofFields = answer(fields).copied();
    Answer ofBytes = answer(bytes).copied();

    fields.put("tier", "a");
    lines.add("more");
    inner.clear();
    bytes[2] = 'x';

    Map<String, Object> asItWas = new HashMap<>();
    asItWas.put("id", "7");
    asItWas.put("none", null);
    asItWas.put("lines", List.of(Map.of("score", 71)));
    assertThat(ofFields.fields()).contains(asItWas);
    assertThat(ofBytes.fields()).contains(Map.of("id", "7"));
    assertThat(answer("{\"id\": \"é\"}").copied().fields()).contains(Map.of("id", "é"));
  }

  @Test
  void whatIsNotLookedAtIsNotCopied() {
    var meters = new SimpleMeterRegistry();
    var judge = new Judge(new AnswerStore(JdbcClient.create(new NoDatabase())), 100, event -> {});
    var settings = new AnswerSettings(100, 10, DataSize.ofBytes(8), 1, Duration.ofDays(1));
    var watch = new AnswerWatch(settings, judge, meters);
    var fields = new Counted();
    watch.offer(answer(fields));
    assertThat(fields.copies.get()).as("it does not run").isZero();
    watch.start();
    try {
      watch.offer(answer("more than 8 characters"));
      for (int i = 0; i < 100; i++) {
        watch.offer(answer(fields));
      }
    } finally {
      watch.stop();
    }
    assertThat(fields.copies.get()).isBetween(1, 99);
    assertThat(passed(meters)).isEqualTo(102 - fields.copies.get());
  }

  private static double passed(SimpleMeterRegistry meters) {
    return meters.get("serai.provider.answers").tag("looked", "no").counter().count();
  }

  /** Counts how often it is gone through. */
  private static final class Counted extends AbstractMap<String, Object> {
    final AtomicInteger copies = new AtomicInteger();

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      copies.incrementAndGet();
      return Map.<String, Object>of("id", "7").entrySet();
    }
  }

  /** Is away. */
  private static final class NoDatabase extends AbstractDataSource {
    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLException("there is none");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }
}
