package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.CardTokens;
import io.serai.journal.CardSeals;
import io.serai.payment.CardNumber;
import io.serai.testkit.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;

/** Cards by command line, over a real database (S4.5). */
@SuppressWarnings("NullAway.Init")
class CardsCommandTest {

  private static final String HEADER = "number,expiry,balance_minor,credit_line_minor,program\n";

  @TempDir private Path folder;
  private String url;
  private JdbcClient jdbc;
  private Path key;

  @BeforeEach
  void start() throws IOException {
    url = TestPostgres.shared().freshDatabase("cli");
    jdbc = JdbcClient.create(new DriverManagerDataSource(url));
    key =
        Files.writeString(
            folder.resolve("vault.key"), Base64.getEncoder().encodeToString(new byte[32]));
    Files.writeString(
        folder.resolve("issuing.yaml"),
        """
        programs:
          - name: prepaid-jp
            tenant: acme
            currency: JPY
            zone: Asia/Tokyo
            bins: ["411111"]
            rules:
              - { name: status, kind: status, codes: { blocked: "62", lost: "41", stolen: "43", replaced: "54", closed: "14" } }
              - { name: expiry, kind: expiry, code: "54" }
              - { name: funds, kind: funds, code: "51" }
          - name: credit-us
            tenant: acme
            currency: USD
            zone: America/New_York
            bins: ["555555"]
            rules:
              - { name: status, kind: status, codes: { blocked: "62", lost: "41", stolen: "43", replaced: "54", closed: "14" } }
              - { name: expiry, kind: expiry, code: "54" }
              - { name: funds, kind: funds, code: "51" }
        """);
  }

  private int run(StringWriter out, String... words) {
    CommandLine line = new CommandLine(new CardsCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    return line.execute(words);
  }

  private int read(StringWriter out, String file) {
    return run(
        out,
        "--url",
        url,
        "import",
        "--routes",
        folder.toString(),
        "--vault-key-file",
        key.toString(),
        file);
  }

  private int importCsv(StringWriter out, String csv) throws IOException {
    return read(out, Files.writeString(folder.resolve("cards.csv"), csv).toString());
  }

  private String id(String lastFour) {
    return jdbc.sql("select id from card where last_four = :four")
        .param("four", lastFour)
        .query(String.class)
        .single();
  }

  @Test
  void goodLinesAreKeptWithTheirMoneyAndBadOnesAreTold() throws IOException {
    StringWriter out = new StringWriter();
    int code =
        importCsv(
            out,
            HEADER
                + """
                4111111111111111,2030-12,5000,0,prepaid-jp
                5555555555554444,2030-12,-700,1000,credit-us
                4111111111111112,2030-12,0,0,prepaid-jp
                5555555555554444,2030-12,0,0,prepaid-jp
                4111111111111111,2030-12,0,0,prepaid-jp
                4111,12/30,1.5,-1,nothing
                4111111111111111,2030-12,-1,0,prepaid-jp
                4111111111111111
                """);
    assertThat(out.toString().lines())
        .containsExactlyInAnyOrder(
            "line 4: number: has a wrong digit, as its last one (Luhn) tells",
            "line 5: number: begins with none of the program's BINs",
            "line 6: number: there is a card of this number already",
            "line 7: program: is no card program of issuing.yaml",
            "line 7: number: must be 12 to 19 digits",
            "line 7: expiry: must be a year and a month, such as 2030-12",
            "line 7: balance_minor: must be a whole number of minor units",
            "line 8: balance_minor: is further below zero than the credit line goes",
            "line 9: line: has 1 values for 5 columns",
            "2 of 8 lines kept");
    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).doesNotContain("4111111").doesNotContain("5555555");

    assertThat(
            jdbc.sql(
                    "select a.balance_minor || ' ' || a.credit_line_minor || ' ' || a.currency || ' '"
                        + " || a.seq || ' ' || c.status || ' ' || c.token from card c"
                        + " join card_account a on a.id = c.account_id where c.last_four = '1111'")
                .query(String.class)
                .single())
        .isEqualTo(
            "5000 0 JPY 1 active "
                + new CardTokens(CardSeals.of(key.toString()))
                    .of(CardNumber.of("4111111111111111", "number")));
    assertThat(
            jdbc.sql(
                    "select kind || ' ' || posted_minor || ' ' || balance_minor || ' ' || reason"
                        + " from card_event order by posted_minor")
                .query(String.class)
                .list())
        .containsExactly("created -700 -700 imported", "created 5000 5000 imported");
    assertThat(
            jdbc.sql(
                    "select debit || ' ' || credit || ' ' || kind || ' ' || minor from card_ledger"
                        + " order by minor")
                .query(String.class)
                .list())
        .containsExactly(
            "cardholder program_payable opening 700", "program_payable cardholder opening 5000");
    assertThat(jdbc.sql("select count(*) from card_number").query(Long.class).single()).isZero();
  }

  @Test
  void theSameFileAgainAddsNothing() throws IOException {
    String csv = HEADER + "4111111111111111,2030-12,5000,0,prepaid-jp\n";
    assertThat(importCsv(new StringWriter(), csv)).isZero();
    StringWriter out = new StringWriter();
    assertThat(importCsv(out, csv)).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "line 2: number: there is a card of this number already", "0 of 1 lines kept");
    assertThat(jdbc.sql("select count(*) from card_account").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void manyCardsComeByStandardInput() {
    String csv =
        HEADER
            + IntStream.range(0, 20_000)
                .mapToObj(i -> luhn("41111199%07d".formatted(i)) + ",2030-12,100,0,prepaid-jp")
                .collect(Collectors.joining("\n"));
    InputStream before = System.in;
    StringWriter out = new StringWriter();
    try {
      System.setIn(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
      assertThat(read(out, "-")).as(out.toString()).isZero();
    } finally {
      System.setIn(before);
    }
    assertThat(out.toString().strip()).isEqualTo("20000 of 20000 lines kept");
    assertThat(jdbc.sql("select sum(balance_minor) from card_account").query(Long.class).single())
        .isEqualTo(2_000_000);
  }

  private static String luhn(String digits) {
    for (int last = 0; ; last++) {
      if (io.serai.payment.CardData.isLuhn(digits + last)) {
        return digits + last;
      }
    }
  }

  @Test
  void aFirstLineOrAFolderThatCannotBeIsAMistakeOfUse() throws IOException {
    StringWriter out = new StringWriter();
    assertThat(importCsv(out, "4111111111111111,2030-12,5000,0,prepaid-jp\n")).isNotZero();
    assertThat(out.toString())
        .contains(
            "line 1: must name the columns: number,expiry,balance_minor,credit_line_minor,program,"
                + " in any order")
        .doesNotContain("411111");
    StringWriter absent = new StringWriter();
    assertThat(read(absent, "nothing.csv")).isEqualTo(2);
    assertThat(absent.toString()).contains("FILE: nothing.csv cannot be read");
    Files.delete(folder.resolve("issuing.yaml"));
    StringWriter unknown = new StringWriter();
    assertThat(importCsv(unknown, HEADER)).isNotZero();
    assertThat(unknown.toString())
        .contains("issuing.yaml: cannot be read; name the folder of routes with --routes");
  }

  @Test
  void aCardIsShownStoppedAndLetGoAgain() throws IOException {
    importCsv(new StringWriter(), HEADER + "4111111111111111,2030-12,5000,0,prepaid-jp\n");
    String card = id("1111");
    StringWriter shown = new StringWriter();
    assertThat(run(shown, "--url", url, "show", card)).isZero();
    assertThat(shown.toString().lines())
        .contains(
            "number       411111…1111",
            "status       active",
            "expiry       2030-12",
            "program      prepaid-jp of acme",
            "balance      5000 JPY",
            "available    5000");

    StringWriter blocked = new StringWriter();
    assertThat(
            run(
                blocked,
                "--url",
                url,
                "block",
                card,
                "--reason",
                "fraud",
                "--operator",
                "ann",
                "--note",
                "seen abroad",
                "--json"))
        .isZero();
    assertThat(blocked.toString()).contains("\"status\" : \"blocked\"");
    assertThat(run(new StringWriter(), "--url", url, "unblock", card, "--operator", "ben"))
        .isZero();

    StringWriter history = new StringWriter();
    assertThat(run(history, "--url", url, "history", card, "--limit", "2")).isZero();
    assertThat(history.toString())
        .containsPattern("3  \\S+  status_changed 0 JPY  balance 5000  held 0  unblocked \\(ben\\)")
        .contains("blocked: fraud, seen abroad (ann)")
        .contains("next ");
    StringWriter json = new StringWriter();
    assertThat(run(json, "--url", url, "history", card, "--json")).isZero();
    assertThat(json.toString()).contains("\"held_after\" : 0").contains("\"kind\" : \"created\"");
  }

  @Test
  void whatCannotBeDoneIsSaid() throws IOException {
    importCsv(new StringWriter(), HEADER + "4111111111111111,2030-12,5000,0,prepaid-jp\n");
    String card = id("1111");
    StringWriter nobody = new StringWriter();
    assertThat(run(nobody, "--url", url, "show", "crd_nobody")).isEqualTo(1);
    assertThat(nobody.toString().strip()).isEqualTo("there is no card crd_nobody");
    StringWriter reason = new StringWriter();
    assertThat(run(reason, "--url", url, "block", card, "--reason", "tired", "--operator", "ann"))
        .isEqualTo(2);
    assertThat(reason.toString())
        .contains("reason: is none; write one of fraud, holder, lost, other, program, stolen");
    run(new StringWriter(), "--url", url, "block", card, "--reason", "lost", "--operator", "ann");
    StringWriter lost = new StringWriter();
    assertThat(run(lost, "--url", url, "unblock", card, "--operator", "ann")).isEqualTo(1);
    assertThat(lost.toString().strip())
        .isEqualTo("a card that is lost cannot be unblocked; replace it");
    StringWriter limit = new StringWriter();
    assertThat(run(limit, "--url", url, "history", card, "--limit", "0")).isEqualTo(2);
    assertThat(limit.toString()).contains("limit: must be 1 to 200");
  }
}
