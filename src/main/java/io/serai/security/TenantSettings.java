package io.serai.security;

import java.util.Map;
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
   */
  public record Tenant(@DefaultValue("required") Registry registry) {

    private static final Tenant DEFAULT = new Tenant(Registry.REQUIRED);
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
