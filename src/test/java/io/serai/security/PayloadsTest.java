package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of keys for sealed bodies: what is wrong is told by property and line (S3.12). */
@SuppressWarnings("NullAway.Init")
class PayloadsTest {

  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir private Path folder;

  private static Payloads of(@Nullable Path file, boolean required) {
    return new Payloads(
        new TenantSettings(
            Map.of(
                "acme",
                new TenantSettings.Tenant(TenantSettings.Registry.REQUIRED, file, required))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a KEY;b AAAA | line 2 must be a name, a space and 32 bytes in Base64",
        "a !!! | line 1 must be a name, a space and 32 bytes in Base64",
        "KEY | line 1 must be a name, a space and 32 bytes in Base64",
        "a KEY;a KEY | line 2 has the name of an earlier one",
        "; | the file holds no key",
      })
  void aWrongFileIsToldByItsLineAndNeverQuoted(String text, String reason) throws IOException {
    Path file =
        Files.writeString(folder.resolve("keys"), text.replace("KEY", KEY).replace(";", "\n"));
    assertThatThrownBy(() -> of(file, false))
        .hasMessage("serai.tenants.acme.payload-key-file: " + reason);
  }

  @Test
  void aMissingFileIsTold() {
    assertThatThrownBy(() -> of(folder.resolve("none"), false))
        .hasMessage(
            "serai.tenants.acme.payload-key-file: the file "
                + folder.resolve("none")
                + " cannot be read");
    assertThatThrownBy(() -> of(null, true))
        .hasMessage(
            "serai.tenants.acme.payload-key-file: is missing, and payload-required wants sealed"
                + " bodies");
  }

  @Test
  void theFirstKeyIsTheCurrentOne() throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), "new " + KEY + "\n\nold " + KEY + "\n");
    assertThat(of(file, false).firstKey("acme")).isEqualTo("new");
    assertThat(of(file, false).firstKey("other")).isNull();
    assertThat(of(file, false).required("acme")).isFalse();
  }
}
