package io.serai.security;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for one tenant alone over REST, under {@code serai.tenants.<tenant>}.
 *
 * @param tenants by name; a tenant that is not named has every default
 */
@ConfigurationProperties("serai")
public record TenantSettings(@DefaultValue Map<String, Tenant> tenants) {

  /** Copies what could change. */
  public TenantSettings {
    tenants = Map.copyOf(tenants);
  }

  /**
   * A tenant's settings.
   *
   * @param registry whether the merchants and terminals of its approvals must be in the registry;
   *     required if it is not said
   * @param payloadKeyFile a mounted file with the keys that its bodies may be sealed with, see
   *     {@link PayloadKeys}; null for none
   * @param payloadRequired whether its bodies must be sealed
   */
  public record Tenant(
      @DefaultValue("required") Registry registry,
      @Nullable Path payloadKeyFile,
      @DefaultValue("false") boolean payloadRequired) {

    private static final Tenant DEFAULT = new Tenant(Registry.REQUIRED, null, false);
  }

  /** Whether who asks must be in the registry. */
  public enum Registry {
    REQUIRED,
    OFF
  }

  /** The settings of a tenant. */
  public Tenant of(String tenant) {
    return tenants.getOrDefault(tenant, Tenant.DEFAULT);
  }
}
