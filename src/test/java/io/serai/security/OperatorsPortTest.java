package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testkit.TestPostgres;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Credentials, over a real database and a real socket (issue 3). */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class OperatorsPortTest {

  private static final String KEY = "sk_test_sandbox_1";

  private final OperatorsPort port =
      new OperatorsPort(TestPostgres.shared().freshDatabase("security"));

  @AfterAll
  void stop() {
    port.close();
  }

  private Optional<String> tenant(String key) throws Exception {
    return port.bean(Tenants.class).of(key).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void theSandboxKeyIsKeptAsItsHashOnly() throws Exception {
    assertThat(tenant(KEY)).hasValue("acme");
    assertThat(
            port.bean(JdbcClient.class)
                .sql("select row_to_json(k)::text from api_key k")
                .query(String.class)
                .list())
        .noneMatch(row -> row.contains(KEY))
        .anyMatch(row -> row.contains(ApiKeys.hash(KEY)));
    assertThat(port.bean(SandboxProperties.class)).asString().doesNotContain(KEY, "horse");
  }

  @Test
  void aNewKeyWorksAtOnceAndARevokedOneSoonNoMore() throws Exception {
    ApiKeys keys = port.bean(ApiKeys.class);
    assertThat(tenant("sk_test_new_one")).isEmpty();
    keys.put("sk_test_new_one", "umbrella");
    assertThat(tenant("sk_test_new_one")).hasValue("umbrella");

    assertThat(keys.revoke("sk_test_new_one")).isTrue();
    assertThat(keys.revoke("sk_test_new_one")).isFalse();
    assertThat(tenant("sk_test_another")).isEmpty(); // asks for a new copy
    assertThat(tenant("sk_test_new_one")).isEmpty();
    assertThat(tenant("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/ops/alarms", "/actuator", "/actuator/prometheus", "/", "/anything", "/error"})
  void everythingNeedsAnOperator(String path) throws Exception {
    for (String[] who :
        new String[][] {
          {"", ""}, {"sandbox", "wrong"}, {"nobody", OperatorsPort.PASSWORD}, {"sandbox", ""}
        }) {
      HttpResponse<String> answer = port.ask("GET", path, who[0], who[1]);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .hasValue("Basic realm=\"serai-operators\"");
      assertThat(answer.body()).contains("\"code\":\"unauthorized\"").doesNotContain("trace");
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void anOperatorGetsIn() throws Exception {
    assertThat(as("GET", "/v1/ops/alarms").statusCode()).isEqualTo(200);
    assertThat(as("GET", "/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    assertThat(as("GET", "/actuator/info").statusCode()).isEqualTo(200);
    assertThat(as("GET", "/actuator/env").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
  void probesNeedNoCredentialAndTellNoDetails(String path) throws Exception {
    HttpResponse<String> answer = port.ask("GET", path, "", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("UP").doesNotContain("PostgreSQL");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/ops/nothing,404,path_not_found",
    "DELETE,/v1/ops/alarms,405,method_not_allowed",
    "GET,/v1/ops/alarms?limit=0,400,invalid_field",
    "GET,/v1/ops/alarms?limit=x,400,invalid_field",
    "POST,/v1/ops/alarms/99/acknowledge,404,alarm_not_found",
  })
  void errorsAreProblems(String method, String path, int status, String code) throws Exception {
    HttpResponse<String> answer = as(method, path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
  }

  @Test
  void aViewerOnlyLooks() throws Exception {
    port.bean(Operators.class).put("viewer", "look but do not touch", Operators.Role.VIEWER);

    assertThat(port.ask("GET", "/v1/ops/alarms", "viewer", "look but do not touch").statusCode())
        .isEqualTo(200);
    HttpResponse<String> refused =
        port.ask("POST", "/v1/ops/alarms/1/acknowledge", "viewer", "look but do not touch");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("\"code\":\"forbidden\"");
  }

  private HttpResponse<String> as(String method, String path) throws Exception {
    return port.ask(method, path, SandboxCredentials.OPERATOR, OperatorsPort.PASSWORD);
  }
}
