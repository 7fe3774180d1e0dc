package io.serai.provider.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that declare what answers are made of: read exactly, or refused by their field. */
class AnswersFileTest {

  @TempDir private Path folder = Path.of("target");

  private DeclaredAnswers read(String text) throws IOException {
    return AnswersFile.read(Files.writeString(folder.resolve("pay-action.answers.yaml"), text));
  }

  @Test
  void aFieldIsItsTypesItsFormsOrAnything() throws IOException {
    Map<String, DeclaredAnswers.Field> fields =
        Objects.requireNonNull(
            read("""
                answers:
                  - operations: [charge]
                    fields:
                      amount: integer
                      rate: number
                      order: ['/GPA\\.[0-9-]+/', '/[0-9]+\\.[0-9]+/']
                      lines[].tax.rate: [number, string]
                      meta: any
                """)
                .of(Operation.CHARGE));
    assertThat(fields.keySet())
        .containsExactlyInAnyOrder(
            "amount",
            "rate",
            "order",
            "lines",
            "lines[]",
            "lines[].tax",
            "lines[].tax.rate",
            "meta");
    assertThat(takes(fields, "amount", 1)).isTrue();
    assertThat(takes(fields, "amount", "1")).isFalse();
    assertThat(takes(fields, "rate", 1)).isTrue();
    assertThat(takes(fields, "order", "GPA.3345-12")).isTrue();
    assertThat(takes(fields, "order", "1299.1371")).isTrue();
    assertThat(takes(fields, "order", "GPB.1")).isFalse();
    assertThat(takes(fields, "lines", List.of())).isTrue();
    assertThat(takes(fields, "lines[]", Map.of())).isTrue();
    assertThat(takes(fields, "lines[].tax.rate", "x")).isTrue();
    assertThat(takes(fields, "meta", List.of(1))).isTrue();
    assertThat(read("answers: [{operations: [refund], fields: {id: string}}]").of(Operation.CHARGE))
        .as("learned")
        .isNull();
  }

  private static boolean takes(
      Map<String, DeclaredAnswers.Field> fields, String path, Object value) {
    return Objects.requireNonNull(fields.get(path)).takes(value);
  }

  @Test
  void whatIsShippedIsRead() {
    assertThat(AnswersFile.all(Path.of("kamelets")))
        .containsOnlyKeys("gateway-a-action", "google-play-action", "stripe-action");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                     | answers: is missing; list operations and their fields
          answers: [{fields: {id: string}}]                      | answers[1].operations: is missing; list some such as [charge, refund]
          answers: [{operations: [charge]}]                      | answers[1].fields: is missing; write lines such as id: string
          answers: [{operations: [charge], fields: {id: text}}]  | answers[1].fields.id: 'text' is no type; write one of string, integer, number, boolean, object, array, any, or a form such as /[0-9]+/
          answers: [{operations: [charge], fields: {id: '/[/'}}] | answers[1].fields.id: /[/ is no regular expression; Unclosed character class
          answers: [{operations: [charg], fields: {id: any}}]    | answers[1].operations: operation: 'charg' is none of authorize, capture, charge, refund, void, reversal, inquiry, verify, prepare, customer, product, plan, subscribe, subscription, unsubscribe, change_plan
          answers: [{operations: [void, void], fields: {a: any}}]| answers[1].operations: void stands there twice; keep one
          """)
  void aMistakeIsNamedWithItsField(String text, String told) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            SeraiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessage(folder.resolve("pay-action.answers.yaml") + ": " + told);
  }
}
