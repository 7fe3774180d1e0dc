package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.security.ApiKeys;
import io.serai.security.Operators;
import io.serai.testkit.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import picocli.CommandLine;

/** Keys and operators by command line, over a real database. */
@TestInstance(Lifecycle.PER_CLASS)
class CredentialCommandsTest {

  private final String url = TestPostgres.shared().freshDatabase("cli");
  private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
  private final StringWriter out = new StringWriter();

  @BeforeAll
  void migrate() {}

  private int run(Object command, String input, String... words) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      CommandLine line = new CommandLine(command);
      line.setOut(new PrintWriter(out, true));
      line.setErr(new PrintWriter(out, true));
      return line.execute(words);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aKeyIsPrintedOnceKeptAsItsHashAndCanBeRevoked() {
    assertThat(run(new KeysCommand(), "", "--url", url, "create", "--tenant", "acme")).isZero();
    String key = out.toString().strip();
    assertThat(key).matches("sk_[A-Za-z0-9_-]{43}");
    assertThat(
            jdbc.sql("select tenant from api_key where hash = ? and revoked_at is null")
                .param(ApiKeys.hash(key))
                .query(String.class)
                .single())
        .isEqualTo("acme");

    assertThat(run(new KeysCommand(), key + "\n", "--url", url, "revoke")).isZero();
    assertThat(run(new KeysCommand(), key + "\n", "--url", url, "revoke")).isEqualTo(1);
    assertThat(run(new KeysCommand(), "", "--url", url, "create", "--tenant", "No!")).isEqualTo(2);
  }

  @Test
  void anOperatorIsCreatedAndChanged() {
    String[] words = {"--url", url, "put", "--name", "kim", "--role", "VIEWER"};
    assertThat(run(new OperatorsCommand(), "a long enough one\n", words)).isZero();
    assertThat(run(new OperatorsCommand(), "short\n", words)).isEqualTo(2);

    var kim = new Operators(jdbc, new BCryptPasswordEncoder()).loadUserByUsername("kim");
    assertThat(new BCryptPasswordEncoder().matches("a long enough one", kim.getPassword()))
        .isTrue();
    assertThat(kim.getAuthorities()).extracting(Object::toString).containsExactly("ROLE_VIEWER");
  }
}
