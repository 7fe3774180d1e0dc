package io.serai.engine.internal.caps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in {@code caps.yaml}, and how a mistake in it is told. */
@SuppressWarnings("NullAway.Init")
class CapsFileTest {

  @TempDir Path folder;

  @Test
  void theShippedFileIsReadAndCapsNoAuthorization() {
    CapList shipped = CapsFile.read(Path.of("routes"), text -> text);
    assertThat(shipped.isEmpty()).isFalse();
    assertThat(shipped.of(Scope.TENANT, "acme", Operation.CHARGE)).isEmpty();
    assertThat(shipped.of(Scope.PROVIDER, "floor", Operation.CHARGE)).isEmpty();
    assertThat(shipped.of(Scope.TENANT, "acme", Operation.REFUND))
        .extracting(CapList.Held::key)
        .containsExactly(
            "refund/day/tenant/acme", "refund/day/tenant/acme/JPY", "refund/minute/tenant/acme");
  }

  @Test
  void withoutTheFileNothingIsCapped() {
    assertThat(CapsFile.read(folder, text -> text).isEmpty()).isTrue();
  }

  @Test
  void anEntryWithANameStandsInPlaceOfTheOneForEach() throws IOException {
    write(
        """
        caps:
          - { tenant: "*", operation: charge, per: day, count: 5, then: refuse }
          - { tenant: large, operation: charge, per: day, count: 50, then: refuse }
          - { tenant: large, operation: charge, per: minute, count: 9, then: refuse }
        """);
    CapList caps = CapsFile.read(folder, text -> text);
    assertThat(caps.of(Scope.TENANT, "small", Operation.CHARGE))
        .extracting(held -> held.cap().count())
        .containsExactly(5L);
    assertThat(caps.of(Scope.TENANT, "large", Operation.CHARGE))
        .extracting(held -> held.cap().count())
        .containsExactly(50L, 9L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ operation: charge, per: day, count: 5, then: refuse } | : give one of tenant, provider and"
            + " route; \"*\" is each by itself",
        "{ tenant: a, route: b, operation: charge, per: day, count: 5, then: refuse } | : give one of"
            + " tenant, provider and route; \"*\" is each by itself",
        "{ tenant: 7, operation: charge, per: day, count: 5, then: refuse } | .tenant: must be a name,"
            + " or \"*\" for each by itself",
        "{ tenant: a, operation: void, per: day, count: 5, then: refuse } | .operation: 'void': write"
            + " charge or refund",
        "{ tenant: a, operation: charge, per: hour, count: 5, then: refuse } | .per: 'hour': write"
            + " minute or day",
        "{ tenant: a, operation: charge, count: 5, then: refuse } | .per: is missing; write minute or"
            + " day",
        "{ tenant: a, operation: charge, per: day, count: 5, then: drop } | .then: 'drop': write refuse"
            + " or queue",
        "{ tenant: a, operation: charge, per: day, then: refuse } | .count: is missing, and so is sum;"
            + " give one of them or both",
        "{ tenant: a, operation: charge, per: day, sum: 5, then: refuse } | .currency: is missing; a"
            + " sum needs one, such as JPY",
        "{ tenant: a, operation: charge, per: day, count: -1, then: refuse } | .count: '-1' must be a"
            + " whole number from 0 to 9223372036854775807",
        "{ tenant: a, operation: charge, per: day, count: 1.5, then: refuse } | .count: '1.5' must be a"
            + " whole number from 0 to 9223372036854775807",
        "{ tenant: a, operation: charge, per: day, count: \"5\", then: refuse } | .count: '5' must be a"
            + " whole number from 0 to 9223372036854775807",
        "{ tenant: a, operation: charge, per: day, sum: 9223372036854775808, currency: JPY, then:"
            + " refuse } | .sum: '9223372036854775808' must be a whole number from 0 to"
            + " 9223372036854775807, in minor units",
        "{ tenant: a, operation: charge, per: day, sum: 5, currency: yen, then: refuse } | .currency:"
            + " 'yen' is not an ISO 4217 currency such as JPY or USD",
        "{ tenant: a, operation: charge, per: day, limit: 5, then: refuse } | .limit: is no field;"
            + " there are count, currency, operation, per, provider, route, sum, tenant, then",
      })
  void aMistakeIsToldWithItsEntryItsFieldAndTheMend(String entry, String message)
      throws IOException {
    write(
        "caps:\n  - { tenant: x, operation: refund, per: day, count: 1, then: queue }\n  - "
            + entry);
    assertThatThrownBy(() -> CapsFile.read(folder, text -> text))
        .isInstanceOf(SeraiException.class)
        .hasMessage(folder.resolve("caps.yaml") + ": caps[2]" + message)
        .extracting(e -> ((SeraiException) e).code())
        .isEqualTo(ErrorCode.CONFIGURATION);
  }

  @Test
  void theSameTwiceAndWhatIsNoListAreRefused() throws IOException {
    write(
        """
        caps:
          - { tenant: a, operation: charge, per: day, count: 5, then: refuse }
          - { tenant: a, operation: charge, per: day, count: 6, then: queue }
        """);
    assertThatThrownBy(() -> CapsFile.read(folder, text -> text))
        .hasMessageEndingWith(
            "caps[2].per: an entry above counts the same; write both limits into one");
    write("limits: []\n");
    assertThatThrownBy(() -> CapsFile.read(folder, text -> text))
        .hasMessageEndingWith("must hold one list: caps: [...]; write caps: [] for none");
    write("caps: [ {\n");
    assertThatThrownBy(() -> CapsFile.read(folder, text -> text))
        .hasMessageContaining("caps.yaml:1:10: ");
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("caps.yaml"), text);
  }
}
