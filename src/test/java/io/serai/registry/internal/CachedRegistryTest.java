package io.serai.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.payment.TerminalGate.Admission;
import io.serai.payment.TerminalGate.ByCertificate;
import io.serai.payment.TerminalGate.ByKey;
import io.serai.payment.TerminalGate.Proof;
import io.serai.payment.TerminalGate.Requester;
import io.serai.registry.RegistryImport;
import io.serai.testkit.TestPostgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Who is let in, by a copy of a real registry (S3.9). */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class CachedRegistryTest {

  private static final Proof NONE = new ByKey(null);

  private JdbcClient jdbc;
  private CachedRegistry gate;

  @BeforeEach
  void migrate() {
    String url = TestPostgres.shared().freshDatabase("gate");
    jdbc = JdbcClient.create(new DriverManagerDataSource(url));
    read("acme,M1,Shop,5411,KR,,T1,,,");
    gate = new CachedRegistry(new RegistryCopy(jdbc));
  }

  @AfterEach
  void end() {
    gate.destroy();
  }

  private void read(String line) {
    String header = String.join(",", CsvColumns.KNOWN);
    var report =
        new RegistryImport(jdbc)
            .read(
                new ByteArrayInputStream((header + "\n" + line).getBytes(StandardCharsets.UTF_8)));
    assertThat(report.errors()).isEmpty();
  }

  private void letIn(String merchant, String terminal, Proof proof) {
    Requester asks = new Requester("acme", merchant, terminal, proof);
    assertThat(gate.admit(asks).toCompletableFuture().join()).isEqualTo(Admission.FULL);
  }

  private void refuse(
      String merchant, String terminal, Proof proof, ErrorCode code, String message) {
    Requester asks = new Requester("acme", merchant, terminal, proof);
    assertThatThrownBy(() -> gate.admit(asks).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .hasMessage(message)
        .asInstanceOf(InstanceOfAssertFactories.type(SeraiException.class))
        .extracting(SeraiException::code)
        .isEqualTo(code);
  }

  @Test
  void whoIsRegisteredIsLetInAtOnce() {
    var asks = new Requester("acme", "M1", "T1", NONE);
    assertThat(gate.admit(asks).toCompletableFuture()).isCompletedWithValue(Admission.FULL);
  }

  @Test
  void whoIsNotIsRefusedByName() {
    refuse("M2", "T1", NONE, ErrorCode.MERCHANT_REFUSED, "merchant: is not in the registry");
    refuse(
        "M1",
        "T2",
        NONE,
        ErrorCode.TERMINAL_REFUSED,
        "terminal: the registry knows no such terminal of this merchant");
    assertThatThrownBy(
            () -> gate.admit(new Requester("other", "M1", "T1", NONE)).toCompletableFuture().join())
        .hasMessageContaining("merchant: is not in the registry");
  }

  @Test
  void whatWasImportedAMomentAgoCounts() {
    read("acme,M3,Shop,5411,KR,,T3,,,");
    letIn("M3", "T3", NONE);
  }

  @Test
  void whoIsBlockedBeginsNothingNew() {
    read("acme,M4,Shop,5411,KR,blocked,T1,,,");
    read("acme,M5,Shop,5411,KR,,T1,blocked,,");
    assertThat(onlyKnown("M4"))
        .hasMessage("merchant: is blocked in the registry")
        .extracting(SeraiException::code)
        .isEqualTo(ErrorCode.MERCHANT_REFUSED);
    assertThat(onlyKnown("M5"))
        .hasMessage("terminal: is blocked in the registry")
        .extracting(SeraiException::code)
        .isEqualTo(ErrorCode.TERMINAL_REFUSED);
    read("acme,M4,Shop,5411,KR,active,T1,,,");
    letIn("M4", "T1", NONE);
  }

  private SeraiException onlyKnown(String merchant) {
    return Objects.requireNonNull(
        gate.admit(new Requester("acme", merchant, "T1", NONE))
            .toCompletableFuture()
            .join()
            .onlyKnown());
  }

  @Test
  void aTerminalWithAKeyMustSendIt() throws Exception {
    String hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest("tk_right".getBytes(StandardCharsets.UTF_8)));
    read("acme,M6,Shop,5411,KR,,T6,," + hash + ",");

    letIn("M6", "T6", new ByKey("tk_right"));
    for (String key : new String[] {null, "tk_wrong"}) {
      refuse(
          "M6",
          "T6",
          new ByKey(key),
          ErrorCode.TERMINAL_REFUSED,
          "terminal: its key is missing or wrong; send it as Serai-Terminal-Key");
    }
    // A link has no keys; the peer's certificate is its proof.
    letIn("M6", "T6", new ByCertificate(null));
  }

  @Test
  void aTerminalWithACertificateMustShowIt() {
    String shown = "AB".repeat(32);
    read("acme,M7,Shop,5411,KR,,T7,,," + shown.replaceAll("..(?=.)", "$0:"));

    letIn("M7", "T7", new ByCertificate("ab".repeat(32)));
    refuse(
        "M7",
        "T7",
        new ByCertificate(null),
        ErrorCode.TERMINAL_REFUSED,
        "terminal: the connection's certificate is not the one of the registry");
  }

  @Test
  void aKeyIsNeverPrinted() {
    assertThat(new Requester("acme", "M1", "T1", new ByKey("tk_secret")).toString())
        .doesNotContain("tk_secret");
  }
}
