package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testkit.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Bulk refunds by command line, over a real database. */
@TestInstance(Lifecycle.PER_CLASS)
class BulkRefundsCommandTest {

  private final String url = TestPostgres.shared().freshDatabase("bulk");
  private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
  private StringWriter out = new StringWriter();

  @BeforeAll
  void migrate() {}

  @BeforeEach
  void forget() {
    out = new StringWriter();
  }

  private int run(String... words) {
    var line = SeraiCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    return line.execute(words);
  }

  @Test
  void oneIsBegunShownPausedResumedAndCancelled() {
    String[] who = {"--operator", "kim", "--reason", "charged twice"};
    assertThat(
            run(
                "bulk-refunds",
                "--url",
                url,
                "create",
                "--tenant",
                "acme",
                "--provider",
                "gateway-a",
                "--rate",
                "50",
                who[0],
                who[1],
                who[2],
                who[3]))
        .as(out.toString())
        .isZero();
    String id = jdbc.sql("select id from refund_job").query(String.class).single();
    assertThat(out.toString()).contains("\"id\" : \"" + id + "\"", "\"state\" : \"running\"");

    for (String[] step :
        new String[][] {{"pause", "paused"}, {"resume", "running"}, {"cancel", "cancelled"}}) {
      assertThat(run("bulk-refunds", "--url", url, step[0], id, who[0], who[1], who[2], who[3]))
          .isZero();
      assertThat(jdbc.sql("select state from refund_job").query(String.class).single())
          .isEqualTo(step[1]);
    }
    out = new StringWriter();
    assertThat(run("bulk-refunds", "--url", url, "list")).isZero();
    assertThat(out.toString()).startsWith(id + "  cancelled  0 of 0  acme  ").contains("twice");
    assertThat(run("bulk-refunds", "--url", url, "show", id)).isZero();
    assertThat(out.toString()).contains("\"operator\" : \"kim\"");
  }

  @Test
  void aDryRunWritesNothing() {
    assertThat(
            run(
                "bulk-refunds",
                "--url",
                url,
                "create",
                "--tenant",
                "nobody",
                "--dry-run",
                "--operator",
                "kim",
                "--reason",
                "x"))
        .isZero();
    assertThat(out.toString()).contains("\"payments\" : 0");
    assertThat(
            jdbc.sql("select count(*) from refund_job where tenant = 'nobody'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void mistakesAreToldInALine() {
    assertThat(run("bulk-refunds", "--url", url, "create", "--tenant", "acme")).isEqualTo(2);
    assertThat(out.toString()).contains("--operator=<operator>", "--reason=<reason>");
    out = new StringWriter();
    assertThat(run("bulk-refunds", "--url", url, "show", "br_none")).isEqualTo(2);
    assertThat(out.toString()).isEqualToIgnoringNewLines("serai: there is no bulk refund br_none");
  }
}
