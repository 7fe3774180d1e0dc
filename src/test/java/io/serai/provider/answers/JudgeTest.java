package io.serai.provider.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.AlarmRaised;
import io.serai.payment.Operation;
import io.serai.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Two processes that learn together and tell once, over a real database. */
class JudgeTest {

  private static final Asked ASKED = new Asked("pay", "pay-action", Operation.CHARGE);
  private static final String KNOWN = "{\"id\": \"1299.13%d\", \"amount\": 5}";

  private static final String URL = TestPostgres.shared().freshDatabase("answers");
  private static final SingleConnectionDataSource SOURCE =
      new SingleConnectionDataSource(URL, true);
  private static final JdbcClient JDBC = JdbcClient.create(SOURCE);

  private final AnswerStore store = new AnswerStore(JDBC);
  private final List<AlarmRaised> alarms = new ArrayList<>();
  private final Judge one = new Judge(store, 4, event -> alarms.add((AlarmRaised) event));
  private final Judge other = new Judge(store, 4, event -> alarms.add((AlarmRaised) event));

  @BeforeAll
  static void migrate() {
    assertThat(Flyway.configure().dataSource(URL, null, null).load().migrate().success).isTrue();
  }

  @BeforeEach
  void forget() {
    JDBC.sql("truncate answer_field, answer_count, answer_difference restart identity").update();
  }

  @AfterAll
  static void close() {
    SOURCE.destroy();
  }

  private static Answer answer(int status, String json) {
    return new Answer(
        ASKED, status, json.getBytes(StandardCharsets.UTF_8), false, DeclaredAnswers.NONE);
  }

  private void learnTogether() {
    for (int i = 0; i < 2; i++) {
      one.look(answer(200, KNOWN.formatted(i)));
      other.look(answer(200, KNOWN.formatted(i)));
    }
    one.sync();
    other.sync();
    one.look(answer(200, KNOWN.formatted(9)));
    one.sync();
  }

  private List<String> told() {
    return alarms.stream().map(alarm -> alarm.kind() + " " + alarm.subject()).toList();
  }

  @Test
  void aNewOrChangedFieldIsToldOnceByWhoeverSeesItFirstWithoutItsValue() {
    learnTogether();
    String drifted = "{\"id\": \"GPA.3345-77\", \"amount\": \"5.00\", \"risk\": {\"score\": 71}}";
    for (int i = 0; i < 3; i++) {
      one.look(answer(200, drifted));
      other.look(answer(200, drifted));
    }
    assertThat(told())
        .containsExactly(
            "provider_drift pay charge id",
            "provider_drift pay charge amount",
            "provider_drift pay charge risk");
    assertThat(alarms)
        .extracting(AlarmRaised::text)
        .allSatisfy(text -> assertThat(text).doesNotContain("3345", "5.00", "71"));
    assertThat(alarms.get(0).text())
        .isEqualTo(
            "pay answers charge with 'id' as string a.9-9, which was string 9.9. No payment was"
                + " refused for it. See whether the Kamelet still reads it right, then accept it:"
                + " POST /v1/ops/answers/1/accept");
    assertThat(alarms.get(2).text())
        .startsWith("pay answers charge with a new field 'risk', object.");
  }

  @Test
  void whatIsAcceptedIsKnownToAllAndALaterChangeIsToldAnew() {
    learnTogether();
    one.look(answer(200, "{\"id\": \"GPA.3345-77\"}"));
    long id = store.open().get(0).id();
    assertThat(store.accept(id, "kim")).get().extracting(Difference::path).isEqualTo("id");
    assertThat(store.accept(id, "lee")).as("once").isEmpty();
    other.look(answer(200, KNOWN.formatted(1)));
    one.sync();
    other.sync();
    other.look(answer(200, "{\"id\": \"GPA.3345-78\"}"));
    one.look(answer(200, KNOWN.formatted(1)));
    assertThat(told()).hasSize(1);
    one.look(answer(200, "{\"id\": 7}"));
    assertThat(told()).hasSize(2);
    assertThat(store.open().get(0).known()).isEqualTo("string 9.9, string a.9-9");
  }

  @Test
  void aStatusThatWasNotSeenYetIsLearnedFirst() {
    learnTogether();
    one.look(answer(402, "{\"error\": {\"code\": \"51\"}}"));
    one.look(answer(200, "{\"error\": {\"code\": \"51\"}}"));
    assertThat(told()).isEmpty();
  }

  @Test
  void whatIsDeclaredIsNotLearnedAndWhatNobodyCanReadIsNotLookedAt() {
    var field = new DeclaredAnswers.Field(false, List.of("string"), List.of());
    var declared = new DeclaredAnswers(Map.of(Operation.CHARGE, Map.of("id", field)));
    byte[] json = "{\"id\": 7, \"more\": null}".getBytes(StandardCharsets.UTF_8);
    one.look(new Answer(ASKED, 200, json, false, declared));
    one.look(new Answer(ASKED, 200, "<html>".getBytes(StandardCharsets.UTF_8), false, declared));
    one.look(new Answer(ASKED, 200, "id=7&x=%zz".getBytes(StandardCharsets.UTF_8), true, declared));
    assertThat(alarms)
        .extracting(AlarmRaised::text)
        .singleElement()
        .asString()
        .startsWith("pay answers charge with 'id' as integer, which was string.");
    one.look(new Answer(ASKED, 0, Map.of("id", "7", "39", "00"), false, declared));
    one.look(
        new Answer(ASKED, 200, "id=7&tier=a".getBytes(StandardCharsets.UTF_8), true, declared));
    assertThat(told())
        .containsExactly(
            "provider_drift pay charge id",
            "provider_drift pay charge 39",
            "provider_drift pay charge tier");
  }

  @Test
  void aProviderThatMakesUpFieldsRaisesAFewAlarms() {
    learnTogether();
    StringBuilder many = new StringBuilder("{");
    for (char a = 'a'; a <= 'z'; a++) {
      for (char b = 'a'; b <= 'z'; b++) {
        many.append(many.length() == 1 ? "" : ",").append('"').append(a).append(b).append("\":1");
      }
    }
    one.look(answer(200, many + "}"));
    assertThat(told()).hasSize(Known.MOST_OPEN);
    one.look(answer(503, many + "}"));
    one.sync();
    assertThat(store.read().get(new Known.Of("pay", "charge")))
        .satisfies(known -> assertThat(known.learned).hasSize(Known.MOST_FIELDS));
  }
}
