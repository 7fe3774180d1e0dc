package io.serai.provider.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.testkit.TestCards;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a field without telling its value. */
class WordsTest {

  private static final String NUMBER = TestCards.number(1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12999763169054705758.1371079406387615 | string 9.9
          GPA.3345-1234-5678-90123              | string a.9-9-9-9
          pi_3NabC42                            | string x
          requires_action                       | string a
          28.50                                 | string 9.9
          The card was declined.                | string
          2026-11-28T10:00:00Z                  | string 9-9-x:9:x
          """)
  void aTextIsItsFormAndProseHasNone(String text, String word) {
    assertThat(Words.of(text)).isEqualTo(word);
  }

  @Test
  void otherValuesAreTheirTypes() {
    assertThat(List.of(1, 1.5, new BigDecimal("1.0"), true, Map.of("a", 1), List.of()))
        .extracting(Words::of)
        .containsExactly("integer", "number", "number", "boolean", "object", "array");
    assertThat(Words.of("")).isEqualTo("string");
    assertThat(Words.of("a-1-".repeat(20))).as("too long to have a form").isEqualTo("string");
  }

  @Test
  void aKnownFormTakesWhatIsLikeIt() {
    assertThat(Words.fits("string 9", Set.of("string x"))).as("digits by chance").isTrue();
    assertThat(Words.fits("string x", Set.of("string 9"))).isFalse();
    assertThat(Words.fits("string a.9-9", Set.of("string 9.9"))).isFalse();
    assertThat(Words.fits("string a.9-9", Set.of("string"))).isTrue();
    assertThat(Words.fits("string", Set.of("string 9"))).isFalse();
    assertThat(
            Words.fits(
                "string a!", Set.of("string a", "string -", "string 9", "string ?", "string ;")))
        .as("a field of many forms has none")
        .isTrue();
    assertThat(Words.fits("integer", Set.of("number"))).isTrue();
    assertThat(Words.fits("number", Set.of("integer"))).isFalse();
    assertThat(Words.fits("string 9", Set.of("integer"))).isFalse();
  }

  @Test
  void fieldsAreToldByTheirPathsAndNamesThatMayBeDataAreNot() throws IOException {
    Map<String, String> told = new TreeMap<>();
    Object answer =
        new ObjectMapper()
            .readValue(
                """
                {"id": "a1", "none": null, "error": {"code": 7}, "lines": [{"price": 1}, {"tax": 2}],
                 "39": "00", "by": {"%s": 1, "two words": 2}}
                """
                    .formatted(NUMBER),
                Object.class);
    Fields.each(
        answer,
        (path, value) -> {
          told.put(path, Words.of(value));
          return true;
        });
    assertThat(told.keySet())
        .containsExactly(
            "39",
            "by",
            "by.*",
            "error",
            "error.code",
            "id",
            "lines",
            "lines[]",
            "lines[].price",
            "lines[].tax");
    assertThat(told.values()).doesNotContain(NUMBER);
  }
}
