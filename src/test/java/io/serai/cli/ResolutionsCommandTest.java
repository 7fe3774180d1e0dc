package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testkit.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;

/** Cases of unknown outcomes by command line, over a real database. */
@TestInstance(Lifecycle.PER_CLASS)
class ResolutionsCommandTest {

  private final String url = TestPostgres.shared().freshDatabase("cli");
  private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
  private final StringWriter out = new StringWriter();

  @BeforeAll
  void migrate() {}

  private int run(String... words) {
    CommandLine line = new CommandLine(new ResolutionsCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    List<String> all = new ArrayList<>(List.of("--url", url));
    all.addAll(List.of(words));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void aCaseIsListedShownAndTriedAgainWithNameAndReason() {
    jdbc.sql(
            """
            insert into payment (id, tenant, merchant, seq, state, in_flight, route_set, trace_id,
                                 updated_at, data)
            values ('pay_cli', 'acme', '', 2, 'unknown', false, 'hash', 'trace', now(), '{}')
            """)
        .update();
    jdbc.sql(
            """
            insert into follow_up (id, payment_id, tenant, due_at, manual_at, data, at)
            values ('pay_cli/1', 'pay_cli', 'acme', 'infinity', now(),
                    '{"attempt": 1, "operation": "charge", "provider": "van-a", "minor": 1000}',
                    now())
            """)
        .update();
    assertThat(run("list", "--state", "MANUAL")).isZero();
    assertThat(out.toString()).contains("pay_cli.1  unknown  van-a charge 1000");
    assertThat(run("show", "pay_cli.1")).isZero();
    assertThat(out.toString()).contains("manual since").doesNotContain("next  ");
    assertThat(run("retry", "pay_cli.1", "--operator", "kim", "--reason", "van-a is back"))
        .isZero();
    assertThat(out.toString()).contains("by kim: van-a is back");
    assertThat(
            jdbc.sql("select count(*) from scheduled_tasks where task_instance = 'pay_cli/1'")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(run("retry", "pay_cli.1", "--operator", "kim")).isEqualTo(2);
    assertThat(
            run(
                "settle",
                "pay_cli.1",
                "--finding",
                "UNDONE",
                "--operator",
                "kim",
                "--reason",
                "seen"))
        .isZero();
    assertThat(out.toString()).contains("undone").contains("by kim: seen");
    assertThat(run("show", "pay_nobody.1")).isNotZero();
  }
}
