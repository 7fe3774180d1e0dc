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

/** Webhooks by command line, over a real database. */
@TestInstance(Lifecycle.PER_CLASS)
class WebhooksCommandTest {

  private final String url = TestPostgres.shared().freshDatabase("cli");
  private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
  private StringWriter out = new StringWriter();

  @BeforeAll
  void migrate() {}

  private int run(String... words) {
    return run(new WebhooksCommand(), words);
  }

  private int run(Object asked, String... words) {
    out = new StringWriter();
    CommandLine line = new CommandLine(asked);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(failure.getMessage());
          return CommandLine.ExitCode.USAGE;
        });
    List<String> all = new ArrayList<>(List.of("--url", url));
    all.addAll(List.of(words));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void endpointsAreListedPausedResumedAndToldAgain() {
    assertThat(run("list")).isZero();
    assertThat(out.toString()).isEmpty();
    jdbc.sql(
            "insert into webhook_endpoint (name, tenant, url, kinds, enabled, configured_at)"
                + " values ('shop', 'acme', 'https://shop.example/', '{io.serai.card.*}', true,"
                + " now())")
        .update();
    jdbc.sql(
            "insert into webhook_delivery (endpoint, tenant, subject, event_id, type, body, state,"
                + " tries, since, last_result, at, ended_at) values ('shop', 'acme', 'crd_1',"
                + " 'acc_1/1', 'io.serai.card.approved.v1', '{}', 'given_up', 29, now(),"
                + " 'timeout', now(), now())")
        .update();
    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .contains("shop  acme  on  https://shop.example/  0 waiting  1 given up");
    assertThat(run("deliveries", "shop", "--state", "GIVEN_UP")).isZero();
    assertThat(out.toString())
        .contains("acc_1/1  io.serai.card.approved.v1  crd_1  given_up  29 tries  last timeout");

    assertThat(run("pause", "shop", "--operator", "kim", "--reason", "noise")).isZero();
    assertThat(out.toString()).contains("paused by kim: noise");
    assertThat(run("resume", "shop", "--operator", "kim", "--reason", "quiet")).isZero();
    assertThat(out.toString()).contains("shop  acme  on");

    String[] who = {"--operator", "kim", "--reason", "mended"};
    assertThat(run("replay", "shop", "--event", "acc_1/9", who[0], who[1], who[2], who[3]))
        .isEqualTo(1);
    assertThat(run("replay", "shop", "--given-up", who[0], who[1], who[2], who[3])).isZero();
    assertThat(out.toString()).contains("1 are sent again");
    assertThat(
            jdbc.sql(
                    "select count(*) from webhook_lane where due_at <= now() and subject = 'crd_1'")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(jdbc.sql("select action from webhook_action order by id").query(String.class).list())
        .containsExactly("pause", "resume", "replay", "replay");
  }

  @Test
  void whatCannotBeIsRefusedWithAReason() {
    assertThat(run("pause", "nobody", "--operator", "kim", "--reason", "x")).isEqualTo(2);
    assertThat(out.toString()).contains("there is no such endpoint; see serai.webhooks.endpoints");
    assertThat(run("pause", "nobody", "--operator", "kim")).isEqualTo(2);
    assertThat(out.toString()).contains("--reason");
    assertThat(run("replay", "nobody", "--operator", "kim", "--reason", "x")).isEqualTo(2);
    assertThat(out.toString()).contains("event: say which: event, given_up or from");
  }

  @Test
  void whatProvidersToldIsListedAndAppliedAgain() {
    jdbc.sql(
            "insert into provider_notice (id, provider, event_id, scheme, kind, state, result,"
                + " sealed, key_id, trace, received_at, ended_at) values ('ntc_1', 'stripe',"
                + " 'evt_1', 'stripe', 'invoice.paid', 'kept', 'unknown_kind', '', 'k', 't', now(),"
                + " now())")
        .update();
    assertThat(run(new NoticesCommand(), "list")).isZero();
    assertThat(out.toString())
        .contains("ntc_1  stripe  evt_1  invoice.paid  kept  unknown_kind  -");
    String[] who = {"--operator", "kim", "--reason", "its room is there"};
    assertThat(run(new NoticesCommand(), "replay", "ntc_1", who[0], who[1], who[2], who[3]))
        .isZero();
    assertThat(out.toString()).contains("ntc_1  stripe  evt_1  invoice.paid  waiting");
    assertThat(run(new NoticesCommand(), "replay", "ntc_9", who[0], who[1], who[2], who[3]))
        .isEqualTo(2);
    assertThat(out.toString()).contains("there is no such notice");
  }
}
