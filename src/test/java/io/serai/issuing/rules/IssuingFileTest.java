package io.serai.issuing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.issuing.CardProgram;
import io.serai.issuing.IssuingFiles;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in {@code issuing.yaml}, and how mistakes in it are told: all at once (S4.3). */
@SuppressWarnings("NullAway.Init")
class IssuingFileTest {

  private static final String PROGRAM =
      """
      programs:
        - name: prepaid
          tenant: acme
          currency: JPY
          zone: Asia/Tokyo
          bins: ["939200"]
          rules:
            - { name: status, kind: status }
            - { name: expiry, kind: expiry }
            - { name: funds, kind: funds }
      """;

  @TempDir Path folder;

  @Test
  void theShippedFileIsRead() {
    CardProgram program =
        program(IssuingFile.read(Path.of("routes"), this::withDefaults), "prepaid-jp");
    assertThat(program.rules().names()).startsWith("status", "expiry").endsWith("funds");
    assertThat(program.holds().of("7011")).isEqualTo(Duration.ofDays(31));
    assertThat(program.holds().of("3600")).isEqualTo(Duration.ofDays(31));
    assertThat(program.holds().of("5411")).isEqualTo(Duration.ofDays(7));
    assertThat(program.holds().of(null)).isEqualTo(Duration.ofDays(7));
    assertThat(program.standIn()).isEqualTo(new CardProgram.StandIn(0, "91", false));
  }

  private String withDefaults(String text) {
    return text.replaceAll("\\{\\{[^:}]*:([^}]*)}}", "$1");
  }

  @Test
  void withoutTheFileThereAreNoPrograms() {
    assertThat(IssuingFile.read(folder, text -> text)).isEmpty();
    IssuingFiles.verify(folder, text -> text);
  }

  @Test
  void whatIsNotSaidIsTheUsual() throws IOException {
    write(PROGRAM);
    CardProgram program = program(IssuingFile.read(folder, text -> text), "prepaid");
    assertThat(program.issue()).isEqualTo(CardProgram.Issue.PREPAID);
    assertThat(program.holds().standard()).isEqualTo(Duration.ofDays(7));
    assertThat(program.standIn()).isEqualTo(new CardProgram.StandIn(0, "91", false));
  }

  @Test
  void whatIsSaidIsTakenAndSettingsAreFilledIn() throws IOException {
    write(
        PROGRAM.replace(
            "    rules:\n",
            """
                kind: credit
                credit_line: "{{line}}"
                validity_months: 36
                holds: { standard: 3d, by_category: { 5542: 2h } }
                stand_in: { floor: 2000, decline_code: "96", without_database: true }
                rules:
            """));
    CardProgram program =
        program(IssuingFile.read(folder, text -> text.replace("{{line}}", "50000")), "prepaid");
    assertThat(program.issue()).isEqualTo(new CardProgram.Issue(true, 50_000, 36));
    assertThat(program.holds().of("5542")).isEqualTo(Duration.ofHours(2));
    assertThat(program.holds().standard()).isEqualTo(Duration.ofDays(3));
    assertThat(program.standIn()).isEqualTo(new CardProgram.StandIn(2000, "96", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: prepaid| | name: is missing; write one such as prepaid-jp",
        "tenant: acme|tenant: 7 | tenant: '7' is no text; write whose cards they are, such as acme",
        "currency: JPY|currency: YEN | currency: 'YEN' is no currency of ISO 4217; write one such as JPY",
        "zone: Asia/Tokyo|zone: Tokyo | zone: 'Tokyo' is no time zone; write one such as Asia/Tokyo",
        "zone: Asia/Tokyo| | zone: is missing; write whose days and months count, such as Asia/Tokyo",
        "bins: [\"939200\"]|bins: [] | bins: must be a list with at least one item; write six to eight"
            + " digits in quotes, such as \"939200\"",
        "bins: [\"939200\"]|bins: [939200] | bins[1]: '939200' is no beginning of card numbers; write six"
            + " to eight digits in quotes, such as \"939200\"",
        "tenant: acme|tenant: acme, zoen: x | zoen: is not known here; write zone",
        "tenant: acme|tenant: acme, kind: debit | kind: 'debit' is not known; write one of credit, prepaid",
        "tenant: acme|tenant: acme, credit_line: 5 | credit_line: a prepaid program has none; write kind:"
            + " credit, or leave it out",
        "tenant: acme|tenant: acme, validity_months: 0 | validity_months: '0' does not fit; write a whole"
            + " number from 1 to 240",
        "tenant: acme|tenant: acme, holds: { standard: 7 } | holds.standard: '7' is no time; write one such"
            + " as 10m, 2h or 7d",
        "tenant: acme|tenant: acme, holds: { standard: 400d } | holds.standard: '400d' does not fit; write"
            + " one from 1s to 366d",
        "tenant: acme|tenant: acme, holds: { by_category: { hotel: 7d } } | holds.by_category.hotel: is no"
            + " merchant category; write four digits in quotes, such as \"7011\", or from-to",
        "tenant: acme|tenant: acme, stand_in: { floor: -1 } | stand_in.floor: '-1' does not fit; write a"
            + " whole number from 0 to 9223372036854775807",
        "tenant: acme|tenant: acme, stand_in: { decline_code: \"00\" } | stand_in.decline_code: '00' is no"
            + " DE39 of a decline; write two characters in quotes, such as \"91\"",
        "tenant: acme|tenant: acme, stand_in: { without_database: maybe } | stand_in.without_database: 'maybe'"
            + " is not known; write one of false, true"
      })
  void aMistakeInAProgramIsToldWithItsPlaceAndTheMend(String from, String to, String message)
      throws IOException {
    String line = to == null ? "" : String.join("\n    ", to.split(", (?=[a-z_]+: )", 2));
    write(PROGRAM.replace(from, line.isEmpty() ? "kind: prepaid" : line));
    if (from.startsWith("name")) {
      write(PROGRAM.replace("- name: prepaid\n    tenant", "- tenant"));
    }
    told("programs[1]." + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ kind: limit, per: day, sum: 5 } | name: is missing; write one such as daily-limit, in small"
            + " letters, digits and dashes",
        "{ name: Day, kind: limit, per: day, sum: 5 } | name: 'Day' cannot be a rule's name; write one such"
            + " as daily-limit, in small letters, digits and dashes",
        "{ name: approved, kind: limit, per: day, sum: 5 } | name: 'approved' cannot be a rule's name; write"
            + " one such as daily-limit, in small letters, digits and dashes",
        "{ name: funds, kind: limit, per: day, sum: 5 } | name: 'funds' stands above, too; give each its own"
            + " name",
        "{ name: a } | kind: is missing; write one of category, contactless, country, entry_mode, expiry,"
            + " funds, limit, status, velocity",
        "{ name: a, kind: limits } | kind: 'limits' is not known; write limit",
        "{ name: a, kind: limit, sum: 5 } | per: is missing; write one of transaction, day, month",
        "{ name: a, kind: limit, per: week, sum: 5 } | per: 'week' is not known; write one of day, month,"
            + " transaction",
        "{ name: a, kind: limit, per: day } | sum: is missing; write how much is fine, in minor units",
        "{ name: a, kind: limit, per: transaction, sum: 5, count: 1 } | count: means nothing for one"
            + " transaction; leave it out",
        "{ name: a, kind: limit, per: day, sum: 5.5 } | sum: '5.5' does not fit; write a whole number from 0"
            + " to 9223372036854775807",
        "{ name: a, kind: limit, per: day, sum: 9223372036854775808 } | sum: '9223372036854775808' does not"
            + " fit; write a whole number from 0 to 9223372036854775807",
        "{ name: a, kind: limit, per: day, sum: 5, code: 61 } | code: '61' is no DE39 of a decline; write two"
            + " characters in quotes, such as \"61\"",
        "{ name: a, kind: limit, per: day, sum: 5, code: \"10\" } | code: '10' is no DE39 of a decline; write"
            + " two characters in quotes, such as \"61\"",
        "{ name: a, kind: limit, per: day, sum: 5, within: 5m } | within: is not known here; write one of"
            + " code, count, count_code, kind, name, per, sum, when",
        "{ name: a, kind: category } | allow: is missing; write it or deny",
        "{ name: a, kind: country, allow: [JP], deny: [US] } | allow: stands beside deny; write one of them",
        "{ name: a, kind: country, allow: [JPN] } | allow[1]: 'JPN' is no country; write two letters of ISO"
            + " 3166, such as JP",
        "{ name: a, kind: category, deny: [\"6000-5000\"] } | deny[1]: '6000-5000' is no merchant category;"
            + " write four digits in quotes, such as \"5411\", or from-to, such as \"5000-5999\"",
        "{ name: a, kind: entry_mode, deny: [web] } | deny[1]: 'web' is no way to present a card; write one"
            + " of chip, contactless, stripe, manual, ecommerce, on_file, unknown",
        "{ name: a, kind: contactless } | max: is missing, and so are sum and count; write at least one of"
            + " them",
        "{ name: a, kind: velocity, within: 5m } | count: is missing; write how often is fine",
        "{ name: a, kind: velocity, count: 5 } | within: is missing; write one such as 10m",
        "{ name: a, kind: velocity, count: 101, within: 5m } | count: '101' does not fit; write a whole"
            + " number from 1 to 100",
        "{ name: a, kind: velocity, count: 5, within: 32d } | within: '32d' does not fit; write one from 1s to"
            + " 31d",
        "{ name: a, kind: status, codes: { stollen: \"43\" } } | codes.stollen: is not known here; write"
            + " stolen",
        "{ name: a, kind: funds, partial: allowed } | partial: 'allowed' is not known; write one of false,"
            + " true",
        "{ name: a, kind: funds, when: { amount: { from: 5, to: 4 } } } | when.amount.to: '4' is below from;"
            + " write them the other way round",
        "{ name: a, kind: funds, when: { mcc: [\"5411\"] } } | when.mcc: is not known here; write one of"
            + " amount, category, country, country_not, entry_mode"
      })
  void aMistakeInARuleIsToldWithItsPlaceAndTheMend(String rule, String message) throws IOException {
    write(PROGRAM + "      - " + rule + "\n");
    told("programs[1].rules[4]." + message);
  }

  @Test
  void whatTheManualShowsIsRead() throws IOException {
    Matcher blocks =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/issuing.md")));
    int rules = 0;
    int programs = 0;
    while (blocks.find()) {
      String block = blocks.group(1);
      if (block.startsWith("rules:\n")) {
        // Under other names than those that every program has.
        String shown =
            block.substring("rules:\n".length()).replace("name: ", "name: shown-").indent(4);
        write(PROGRAM + shown);
        rules +=
            program(IssuingFile.read(folder, text -> text), "prepaid").rules().names().size() - 3;
      } else if (block.contains("programs:\n")) {
        write(block);
        programs += IssuingFile.read(folder, text -> text).size();
      }
    }
    assertThat(rules).isGreaterThan(10);
    assertThat(programs).isEqualTo(1);
  }

  @Test
  void allMistakesAreToldAtOnceALineEach() throws IOException {
    write(
        PROGRAM
            .replace("currency: JPY", "currency: YEN")
            .replace("- { name: expiry, kind: expiry }", "- { name: expiry, kind: limit }"));
    assertThatThrownBy(() -> IssuingFile.read(folder, text -> text))
        .hasMessage(
            """
            %1$s: programs[1].currency: 'YEN' is no currency of ISO 4217; write one such as JPY
            %1$s: programs[1].rules[2].per: is missing; write one of transaction, day, month
            %1$s: programs[1].rules[2].sum: is missing; write how much is fine, in minor units
            %1$s: programs[1].rules: have no kind: expiry without when; add - { name: expiry, kind: expiry }"""
                .formatted(folder.resolve("issuing.yaml")));
  }

  @Test
  void aProgramNeedsStatusExpiryAndFundsForEverything() throws IOException {
    write(PROGRAM.replace("kind: funds }", "kind: funds, when: { country: [JP] } }"));
    told("programs[1].rules: have no kind: funds without when; add - { name: funds, kind: funds }");
  }

  @Test
  void twoProgramsShareNoNameAndNoNumbers() throws IOException {
    String second = PROGRAM.substring(PROGRAM.indexOf("  - name"));
    write(PROGRAM + second);
    String file = folder.resolve("issuing.yaml").toString();
    assertThatThrownBy(() -> IssuingFile.read(folder, text -> text))
        .hasMessage(
            file
                + ": programs[2].name: 'prepaid' stands above, too; give each its own name\n"
                + file
                + ": programs[2].bins: '939200' belongs to prepaid; take it out of one of them");
  }

  @Test
  void whatIsNoListAndNoYamlIsRefused() throws IOException {
    write("program: []\n");
    told("must hold one list: programs: [...]; write programs: [] for none");
    write("programs: [5]\n");
    told(
        "programs[1]: must have fields below it; write some of bins, credit_line, currency, holds,"
            + " kind, name, rules, stand_in, tenant, validity_months, zone");
    write("programs: [ {\n");
    assertThatThrownBy(() -> IssuingFile.read(folder, text -> text))
        .hasMessageContaining("issuing.yaml:1:14: ");
    write("programs: []\n");
    assertThat(IssuingFile.read(folder, text -> text)).isEmpty();
  }

  private void told(String message) {
    assertThatThrownBy(() -> IssuingFile.read(folder, text -> text))
        .isInstanceOf(SeraiException.class)
        .hasMessage(folder.resolve("issuing.yaml") + ": " + message)
        .extracting(e -> ((SeraiException) e).code())
        .isEqualTo(ErrorCode.CONFIGURATION);
  }

  private static CardProgram program(Map<String, CardProgram> programs, String name) {
    return Objects.requireNonNull(programs.get(name));
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("issuing.yaml"), text);
  }
}
