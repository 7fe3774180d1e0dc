package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Merchants and terminals on the operators' port (S3.9). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class RegistryOfTheHubTest {

  private static final String HEADER = "tenant,merchant,name,category_code,country,terminal\n";

  private TestHub hub;
  private Operator operator;

  @BeforeAll
  void start() {
    hub = TestHub.start();
    operator = new Operator(hub.operators());
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @Test
  void theSandboxHasItsTerminal() {
    Rest.Answer terminal = operator.get("/v1/ops/terminals/TERM0001");
    assertThat(terminal.status()).isEqualTo(200);
    assertThat(terminal.body().path("terminals").toString())
        .contains(
            "{\"tenant\":\"acme\",\"merchant\":\"MERCHANT0000001\",\"id\":\"TERM0001\","
                + "\"status\":\"active\"}");
  }

  @Test
  void aFileIsImportedAndItsBadLinesAreTold() {
    Rest.Answer report =
        operator.importCsv(
            HEADER + "shops,S1,Shop one,5411,KR,TERM0101\nshops,S2,Shop two,54,KR,TERM0102\n");

    assertThat(report.status()).isEqualTo(200);
    assertThat(report.body().toString())
        .isEqualTo(
            "{\"lines\":2,\"kept\":1,\"merchants\":{\"added\":1,\"changed\":0},"
                + "\"terminals\":{\"added\":1,\"changed\":0},\"error_count\":1,\"errors\":"
                + "[{\"line\":3,\"field\":\"category_code\","
                + "\"reason\":\"must be the four digits of a category, as 5411\"}]}");
    assertThat(operator.get("/v1/ops/merchants/S1").body().toString())
        .isEqualTo(
            "{\"merchants\":[{\"tenant\":\"shops\",\"id\":\"S1\",\"name\":\"Shop one\","
                + "\"category_code\":\"5411\",\"country\":\"KR\",\"status\":\"active\"}]}");
    assertThat(operator.get("/v1/ops/merchants/S1/terminals?tenant=shops").body().toString())
        .contains("TERM0101");
  }

  @Test
  void merchantsComeInPages() {
    operator.importCsv(HEADER + "pages,P1,A,5411,KR,T\npages,P2,B,5411,KR,T\npages,P3,C,5411,KR,T");

    Rest.Answer first = operator.get("/v1/ops/merchants?tenant=pages&limit=2");
    assertThat(first.body().path("merchants")).hasSize(2);
    assertThat(first.text("next")).isEqualTo("pages/P2");

    Rest.Answer rest = operator.get("/v1/ops/merchants?tenant=pages&limit=2&after=pages/P2");
    assertThat(rest.body().path("merchants").toString()).contains("P3").doesNotContain("P2");
    assertThat(rest.body().has("next")).isFalse();
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(operator.importCsv("merchant,id\n").text("detail"))
        .isEqualTo(
            "line 1: the column 'id' is not known; write one of category_code, country,"
                + " merchant, name, status, tenant, terminal, terminal_certificate_sha256,"
                + " terminal_key_sha256, terminal_status");
    assertThat(operator.post("/v1/ops/registry/import", "{}").status()).isEqualTo(415);
    assertThat(operator.get("/v1/ops/merchants?limit=0").text("detail"))
        .isEqualTo("limit: must be 1 to 1000");
    assertThat(operator.get("/v1/ops/merchants?after=x").text("detail"))
        .isEqualTo("after: write what the last answer said in next");
    Rest.Answer nobody = operator.get("/v1/ops/terminals/NOBODY");
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(nobody.text("code")).isEqualTo("terminal_not_found");
    assertThat(nobody.text("detail")).isEqualTo("there is no terminal NOBODY");
    assertThat(operator.get("/v1/ops/merchants/NOBODY").text("code"))
        .isEqualTo("merchant_not_found");
  }
}
