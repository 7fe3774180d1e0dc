package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testkit.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;

/** The checker by command line, over a real database (I1 to I8). */
class CheckCommandTest {

  private final String url = TestPostgres.shared().freshDatabase("check");
  private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void migrate() {}

  private int check(String... words) {
    CommandLine line = SeraiCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[words.length + 1];
    all[0] = "check";
    System.arraycopy(words, 0, all, 1, words.length);
    return line.execute(all);
  }

  @Test
  void withoutABreachItEndsWithZeroAndSaysWhatItRead() {
    assertThat(check("--url", url)).isZero();
    assertThat(out.toString().strip())
        .isEqualTo(
            "0 breaches; 0 payments, 0 entries, 0 records on Kafka, 0 card accounts;"
                + " 0 unresolved, 0 not settled yet");
    assertThat(err.toString()).contains("checking all payments, about 0");
  }

  @Test
  void aBreachIsPrintedWithItsHistoryAndEndsWithOne() {
    jdbc.sql(
            """
            insert into journal (payment_id, seq, at, epoch, commit_id, event, tenant, merchant,
                                 route_set, trace_id, data)
            values ('pay_lost', 1, '2026-11-23T10:00:00Z', 1, 'c', 'attempt-started', 't', 'm', 'h',
                    't', '{"state":"pending","attempt":1,"operation":"charge","provider":"a"}')
            """)
        .update();
    jdbc.sql("insert into alarm (kind, subject, text) values ('k', 's', '4111111111111111')")
        .update();
    assertThat(check("--url", url, "--full")).isEqualTo(1);
    assertThat(out.toString())
        .contains("I2 pay_lost: it has journal entries and no row")
        .contains("\n    1 2026-11-23T10:00:00Z attempt-started 1 charge a, pending")
        .contains("I8: the table alarm holds a card number")
        .doesNotContain("4111111111111111");
  }

  @Test
  void whatCannotBeCheckedEndsWithTwo() {
    assertThat(check("--url", "jdbc:postgresql://localhost:1/none")).isEqualTo(2);
    assertThat(check("--url", url, "--book", "gateway-a=file:/not/there")).isEqualTo(2);
    assertThat(err.toString())
        .contains("serai: ")
        .contains("the book of gateway-a cannot be read: file:/not/there");
    assertThat(check("--url", url, "--patience", "-PT1S")).isEqualTo(2);
  }
}
