package io.serai.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.serai.events.Payments;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of event has a schema, and what the journal and the relay make is as it says. */
class EventSchemaTest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @ParameterizedTest
  @EnumSource
  void everyKindHasASchemaThatItsEventsFollow(EventKind kind) throws IOException {
    for (EventData.Facts facts : facts(kind)) {
      Payment payment = Payments.fresh("pay_schema", 1000).advance(2);
      String data =
          JSON.writeValueAsString(
              EventData.of(payment, 2, kind, Payments.NOW, Payments.TODAY, facts));
      String event =
          JournalSource.event(7, payment.id(), 2, Payments.NOW, kind.word(), "acme", "trace", data)
              .text();
      JsonNode read = JSON.readTree(event);
      assertThat(schema("io.serai.payment.envelope.v1").validate(read)).isEmpty();
      assertThat(read.path("type").asText()).isEqualTo(kind.type());
      assertThat(schema(kind.type()).validate(read.path("data"))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFieldOfTheDataIsInTheSchema(EventKind kind) throws IOException {
    JsonNode fields;
    try (InputStream file = open(kind.type())) {
      fields = JSON.readTree(file).path("properties");
    }
    List<String> names =
        Arrays.stream(EventData.class.getRecordComponents())
            .map(part -> new SnakeCaseStrategy().translate(part.getName()))
            .toList();
    assertThat(fields.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void theSchemaRefusesWhatIsNotAnEvent() throws IOException {
    JsonNode wrong = JSON.readTree("{\"event\": \"confirmed\", \"amount\": \"ten\"}");
    assertThat(schema("io.serai.payment.confirmed.v1").validate(wrong))
        .anyMatch(problem -> problem.getMessage().contains("tenant"))
        .anyMatch(problem -> problem.getMessage().contains("amount"));
  }

  private static List<EventData.Facts> facts(EventKind kind) {
    var attempt = Payments.attempt(1, Operation.CHARGE, "gateway-a", "pay_schema", 1000);
    return switch (kind) {
      case ATTEMPT_STARTED -> List.of(EventData.Facts.started(attempt));
      case ATTEMPT_ENDED ->
          List.of(
              EventData.Facts.ended(attempt, new Outcome.Approved("ref", "A1")),
              EventData.Facts.ended(attempt, new Outcome.Approved(null, null)),
              EventData.Facts.ended(attempt, new Outcome.Declined("51", false)),
              EventData.Facts.ended(attempt, new Outcome.NotSent("refused")),
              EventData.Facts.ended(attempt, new Outcome.Pending("later", "ref")),
              EventData.Facts.ended(attempt, new Outcome.Unknown("timeout")));
      case LATE_ANSWER ->
          List.of(
              EventData.Facts.ended(attempt, new Outcome.Approved("ref", "A1")),
              EventData.Facts.ended(attempt, new Outcome.Declined("51", false)));
      case REFUND_QUEUED -> List.of(EventData.Facts.queued("gateway-a", "re_1", 400, "capped"));
      case REVERSAL_REQUESTED, REVERSAL_WITHOUT_ORIGINAL, CONFIRMED ->
          List.of(EventData.Facts.NONE);
    };
  }

  private static JsonSchema schema(String name) throws IOException {
    try (InputStream file = open(name)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(file, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
  }

  private static InputStream open(String name) {
    InputStream file = EventSchemaTest.class.getResourceAsStream("/schemas/" + name + ".json");
    assertThat(file).as("the schema of " + name).isNotNull();
    return java.util.Objects.requireNonNull(file);
  }
}
