package io.serai.routing;

import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where routes are, under {@code serai}.
 *
 * @param roles which folders of routes this process takes: online, batch, settlement
 * @param routes the folder of routes
 * @param kamelets the folder of Kamelets
 */
@Validated
@ConfigurationProperties("serai")
public record RoutingSettings(
    @DefaultValue({"online", "batch", "settlement"}) @NotEmpty List<String> roles,
    @DefaultValue Routes routes,
    @DefaultValue Kamelets kamelets) {

  /**
   * The routes.
   *
   * @param folder where they are
   * @param drain how long a set that is stopped waits for what is under way
   */
  public record Routes(@DefaultValue("routes") Path folder, @DefaultValue("30s") Duration drain) {}

  /**
   * The Kamelets.
   *
   * @param folder where they are
   */
  public record Kamelets(@DefaultValue("kamelets") Path folder) {}
}
