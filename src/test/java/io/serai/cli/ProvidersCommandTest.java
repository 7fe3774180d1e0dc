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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;

/** Providers by command line, over a real database. */
@TestInstance(Lifecycle.PER_CLASS)
class ProvidersCommandTest {

  private final String url = TestPostgres.shared().freshDatabase("cli_providers");

  @BeforeAll
  void migrate() {
    JdbcClient.create(new DriverManagerDataSource(url))
        .sql(
            """
            insert into provider_health (provider, errors_limit, within_ms, probe_after_ms)
            values ('gateway-a', 10, 60000, 15000), ('gateway-b', 10, 60000, 15000)
            """)
        .update();
  }

  private record Said(int exit, String text) {}

  private Said serai(String... words) {
    var out = new StringWriter();
    CommandLine line = SeraiCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    List<String> all = new ArrayList<>(List.of("providers", "--url", url));
    all.addAll(List.of(words));
    return new Said(line.execute(all.toArray(String[]::new)), out.toString());
  }

  @Test
  void oneIsForcedOutAndInAndLeftToItsErrorsAgain() {
    Said out = serai("out", "gateway-a", "--reason", "they asked us to", "--operator", "kim");
    assertThat(out.exit()).isZero();
    assertThat(out.text()).contains("gateway-a", "left out", "out by kim", "they asked us to");
    assertThat(serai("list").text())
        .contains("left out", "0 of 10 errors in 60 s")
        .containsPattern("gateway-b +used +closed");

    Said in = serai("in", "gateway-a", "--reason", "tested by hand", "--operator", "lee");
    assertThat(in.text()).contains("used", "in by lee");
    Said auto = serai("auto", "gateway-a", "--reason", "all is well", "--operator", "lee");
    assertThat(auto.text()).contains("used", "auto by lee", "all is well");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway-z, why, kim, there is no provider 'gateway-z' that can be left out; there are",
    "gateway-a, ' ', kim, reason: is missing",
    "gateway-a, card 4111 1111 1111 1111, kim, reason: holds what looks like a card number",
    "gateway-a, why, Kim!, --operator: write lower-case letters",
  })
  void whatIsWrongIsNamed(String provider, String reason, String operator, String message) {
    Said said = serai("out", provider, "--reason", reason, "--operator", operator);
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.text()).contains(message).contains("serai providers");
  }
}
