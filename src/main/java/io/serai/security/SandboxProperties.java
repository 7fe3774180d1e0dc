package io.serai.security;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Credentials that the sandbox gives the hub at start; production sets none of them.
 *
 * @param apiKey created for {@code tenant} if given; starts {@code sk_}
 * @param tenant whose key it is, by default {@code acme}
 * @param operatorPassword if given, the operator {@code sandbox} is created with it; the password
 *     or its bcrypt hash
 */
@Validated
@ConfigurationProperties("serai.sandbox")
record SandboxProperties(
    @Nullable @Pattern(regexp = "sk_[!-~]{8,200}") String apiKey,
    @DefaultValue("acme") @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}") String tenant,
    @Nullable @Size(min = 8, max = 72) String operatorPassword) {

  /** Its secrets stay out of logs. */
  @Override
  public String toString() {
    return "SandboxProperties[tenant=" + tenant + "]";
  }
}
