package io.serai.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.testkit.TestPostgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Importing merchants and terminals from CSV into a real database (S3.9). */
class RegistryImportTest {

  private static final String HEADER =
      "tenant,merchant,name,category_code,country,status,terminal,terminal_status,"
          + "terminal_key_sha256,terminal_certificate_sha256\n";
  private static final String HASH = "0123456789abcdef".repeat(4);

  private JdbcClient jdbc;
  private Registry registry;

  @BeforeEach
  void migrate() {
    String url = TestPostgres.shared().freshDatabase("registry");
    jdbc = JdbcClient.create(new DriverManagerDataSource(url));
    registry = new Registry(jdbc);
  }

  private ImportReport read(String csv) {
    return read(csv.getBytes(StandardCharsets.UTF_8));
  }

  private ImportReport read(byte[] csv) {
    return new RegistryImport(jdbc).read(new ByteArrayInputStream(csv));
  }

  @Test
  void goodLinesAreKeptAndTheSameFileAgainChangesNothing() {
    String file =
        HEADER
            + "acme,MERCHANT0000001,\"Kim, Lee & Co\",5411,KR,,TERM0001,,,\n"
            + "acme,MERCHANT0000001,\"Kim, Lee & Co\",5411,KR,,TERM0002,blocked,"
            + HASH
            + ",\n"
            + "\n"
            + "acme,MERCHANT0000002,카페,5814,KR,blocked,,,,\r\n";

    ImportReport first = read(file);

    assertThat(first.errors()).isEmpty();
    assertThat(first.lines()).isEqualTo(3);
    assertThat(first.kept()).isEqualTo(3);
    assertThat(first.merchants()).isEqualTo(new ImportReport.Written(2, 0));
    assertThat(first.terminals()).isEqualTo(new ImportReport.Written(2, 0));
    assertThat(registry.merchants("acme", null, 10))
        .containsExactly(
            new Merchant("acme", "MERCHANT0000001", "Kim, Lee & Co", "5411", "KR", Standing.ACTIVE),
            new Merchant("acme", "MERCHANT0000002", "카페", "5814", "KR", Standing.BLOCKED));
    assertThat(registry.terminal("TERM0002"))
        .containsExactly(
            new MerchantTerminal(
                "acme", "MERCHANT0000001", "TERM0002", Standing.BLOCKED, HASH, null));

    String before = rows();
    ImportReport again = read(file);

    assertThat(again.kept()).isEqualTo(3);
    assertThat(again.merchants()).isEqualTo(new ImportReport.Written(0, 0));
    assertThat(again.terminals()).isEqualTo(new ImportReport.Written(0, 0));
    assertThat(rows()).isEqualTo(before);
  }

  private String rows() {
    return String.join(
        "\n",
        jdbc.sql("select m::text from merchant m union all select t::text from terminal t")
            .query(String.class)
            .list());
  }

  @Test
  void aLineThatSaysSomethingElseChangesItsRowAlone() {
    read(HEADER + "acme,M1,Shop,5411,KR,,T1,,,\nacme,M2,Shop,5411,KR,,T1,,,\n");

    ImportReport report = read(HEADER + "acme,M2,Shop,5411,KR,,T1,blocked,,\n");

    assertThat(report.merchants()).isEqualTo(new ImportReport.Written(0, 0));
    assertThat(report.terminals()).isEqualTo(new ImportReport.Written(0, 1));
    assertThat(registry.terminal("T1"))
        .extracting(terminal -> terminal.merchant() + " " + terminal.status().word())
        .containsExactly("M1 active", "M2 blocked");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        ",M1,Shop,5411,KR,,T1,,, | tenant | is missing",
        "Acme,M1,Shop,5411,KR,,T1,,, | tenant | must be lower-case letters, digits and dashes",
        "acme,,Shop,5411,KR,,T1,,, | merchant | is missing",
        "acme,MERCHANT00000001,Shop,5411,KR,,T1,,, | merchant |"
            + " must be 1 to 15 printable characters",
        "acme,M1,,5411,KR,,T1,,, | name | is missing",
        "acme,M1,4111 1111 1111 1111,5411,KR,,T1,,, | name | holds what looks like a card number",
        "acme,M1,Shop,541,KR,,T1,,, | category_code | must be the four digits of a category, as 5411",
        "acme,M1,Shop,5411,Korea,,T1,,, | country | must be two letters of ISO 3166, as KR",
        "acme,M1,Shop,5411,XX,,T1,,, | country | is no country of ISO 3166; write two letters, as KR",
        "acme,M1,Shop,5411,KR,open,T1,,, | status |"
            + " write active or blocked, or leave it empty for active",
        "acme,M1,Shop,5411,KR,,TERM00001,,, | terminal | must be 1 to 8 printable characters",
        "acme,M1,Shop,5411,KR,,T1,off,, | terminal_status |"
            + " write active or blocked, or leave it empty for active",
        "acme,M1,Shop,5411,KR,,T1,,secret, | terminal_key_sha256 |"
            + " must be a SHA-256 in 64 hex digits, or empty",
        "acme,M1,Shop,5411,KR,,,blocked,, | terminal_status |"
            + " there is no terminal that it is about; fill in terminal",
        "acme,M1,Shop,5411,KR | line | has 5 values for 10 columns",
        "acme,M1,\"Shop,5411,KR,,T1,,, | line |"
            + " a quote is not closed, or stands inside a value that is not quoted",
      })
  void aBadLineIsToldAndTheGoodOnesAroundItAreKept(String line, String field, String reason) {
    ImportReport report =
        read(
            HEADER
                + "acme,GOOD1,Shop,5411,KR,,T8,,,\n"
                + line
                + "\nacme,GOOD2,Shop,5411,KR,,T9,,,\n");

    assertThat(report.errors()).containsExactly(new ImportReport.LineError(3, field, reason));
    assertThat(report.errorCount()).isEqualTo(1);
    assertThat(report.lines()).isEqualTo(3);
    assertThat(report.kept()).isEqualTo(2);
    assertThat(registry.merchants(null, null, 10))
        .extracting(Merchant::id)
        .containsExactly("GOOD1", "GOOD2");
  }

  @Test
  void everythingThatIsWrongWithALineIsTold() {
    assertThat(read(HEADER + "acme,,Shop,54,KR,,T1,,,\n").errors())
        .containsExactly(
            new ImportReport.LineError(2, "merchant", "is missing"),
            new ImportReport.LineError(
                2, "category_code", "must be the four digits of a category, as 5411"));
  }

  @Test
  void aLineThatContradictsAnEarlierOneIsLeftOut() {
    ImportReport report =
        read(HEADER + "acme,M1,Shop,5411,KR,,T1,,,\nacme,M1,Other,5411,KR,,T2,,,\n");

    assertThat(report.errors())
        .containsExactly(
            new ImportReport.LineError(
                3,
                "merchant",
                "line 2 says something else of the same merchant; write one of them"));
    assertThat(registry.merchant("M1")).extracting(Merchant::name).containsExactly("Shop");
  }

  @Test
  void bytesThatAreNotUtf8SpoilTheirLineOnly() {
    byte[] file =
        (HEADER + "acme,M1,Caf\u00e9,5411,KR,,T1,,,\nacme,M2,Shop,5411,KR,,T1,,,\n")
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(read(file).errors())
        .containsExactly(new ImportReport.LineError(2, "line", "is not in UTF-8"));
    assertThat(registry.merchants(null, null, 10)).extracting(Merchant::id).containsExactly("M2");
  }

  @Test
  void columnsMayBeLeftOutAndStandInAnyOrder() {
    read("\uFEFFmerchant,tenant,country,category_code,name\r\nM1,acme,KR,5411,Shop\r\n");

    assertThat(registry.merchant("M1"))
        .containsExactly(new Merchant("acme", "M1", "Shop", "5411", "KR", Standing.ACTIVE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tenant,merchant,nam,category_code,country | line 1: the column 'nam' is not known;"
            + " write name",
        "tenant,merchant,name,country | line 1: the column 'category_code' is missing; the first"
            + " line names the columns, such as"
            + " tenant,merchant,name,category_code,country,terminal",
        "tenant,tenant,merchant,name,country | line 1: the column 'tenant' stands twice",
      })
  void aHeaderThatIsWrongRefusesTheFile(String header, String message) {
    assertThatThrownBy(() -> read(header + "\nacme,M1,Shop,5411,KR\n")).hasMessage(message);
  }

  @Test
  void aLargeFileIsWrittenInParts() {
    StringBuilder file = new StringBuilder(HEADER);
    for (int i = 0; i < 2_500; i++) {
      file.append("acme,M").append(i / 2).append(",Shop,5411,KR,,T").append(i).append(",,,\n");
    }

    ImportReport report = read(file.toString());

    assertThat(report.merchants()).isEqualTo(new ImportReport.Written(1_250, 0));
    assertThat(report.terminals()).isEqualTo(new ImportReport.Written(2_500, 0));
    List<Merchant> page = registry.merchants("acme", "acme/M1", 2);
    assertThat(page).extracting(Merchant::id).containsExactly("M10", "M100");
    assertThat(registry.terminalsOf("acme", "M7", "T14", 5))
        .extracting(MerchantTerminal::id)
        .containsExactly("T15");
  }
}
