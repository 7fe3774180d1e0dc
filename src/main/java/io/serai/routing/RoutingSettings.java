package io.serai.routing;

import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  /** What becomes of files that are edited while the hub works. */
  public enum Replace {
    /** Nothing: they are read at start, and an edit is a rollout. */
    OFF,
    /** They are checked, tested, loaded, and then take the place of those before. */
    ON
  }

  /**
   * The routes.
   *
   * @param folder where they are
   * @param drain how long a set that is stopped with the process waits for what is under way
   * @param replace whether edited files take effect without a restart
   * @param poll how often the files are looked at
   * @param settle for so long they must stay as they are before they are read
   * @param watch for so long a new set is compared with the one before, and goes if it is worse
   * @param canary a folder that holds {@code routes} and {@code kamelets} of a set to be tried
   *     beside the active one, or null
   */
  public record Routes(
      @DefaultValue("routes") Path folder,
      @DefaultValue("30s") Duration drain,
      @DefaultValue("off") Replace replace,
      @DefaultValue("500ms") Duration poll,
      @DefaultValue("1s") Duration settle,
      @DefaultValue("2m") Duration watch,
      @Nullable Path canary) {

    /** Refuses times that are none. */
    public Routes {
      if (poll.toMillis() < 1 || settle.isNegative() || watch.isNegative()) {
        throw new IllegalArgumentException(
            "serai.routes: poll is at least 1ms, settle and watch are not negative");
      }
    }
  }

  /**
   * The Kamelets.
   *
   * @param folder where they are
   */
  public record Kamelets(@DefaultValue("kamelets") Path folder) {}
}
