package io.serai.provider.internal;

import io.serai.provider.ProviderMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what moves money apart from what only plays at it (S1.22, S1.34): a provider's mode, what
 * its settings begin with in each mode, and the environment that the hub is said to be. What is
 * wrong stops the start; the value of a setting is never told, for it may be a key.
 *
 * @param where the provider, with a dot behind it
 * @param environment what {@code serai.environment} says; empty where nothing is said
 */
record ModesReader(String where, String environment) {

  private static final String SCHEME = "://";

  /**
   * The mode of a provider; null where nothing is said.
   *
   * @param modes by mode and setting, what the setting's value begins with
   */
  @Nullable ProviderMode read(
      @Nullable String word,
      @Nullable Map<String, Map<String, List<String>>> modes,
      Map<String, String> settings) {
    if (word == null) {
      if (modes != null) {
        throw field("mode").wrong("is missing; write live or sandbox, as modes lists them");
      }
      return null;
    }
    ProviderMode mode = mode(field("mode"), word);
    if (modes != null) {
      modes.forEach((name, begins) -> known(name, begins, settings));
      begins(modes, mode)
          .forEach((setting, starts) -> check(mode, modes, settings, setting, starts));
    }
    if (!environment.isBlank() && mode(new FeeField("serai.environment"), environment) != mode) {
      throw field("mode")
          .wrong(
              "is "
                  + mode.word()
                  + " in a hub whose serai.environment is "
                  + environment.strip()
                  + "; give both the same, or leave the provider out here");
    }
    return mode;
  }

  private void known(String mode, Map<String, List<String>> begins, Map<String, String> settings) {
    mode(field("modes"), mode);
    for (String setting : begins.keySet()) {
      if (!settings.containsKey(setting)) {
        throw field("modes." + mode + "." + setting)
            .wrong("is no setting; write one of " + String.join(", ", settings.keySet()));
      }
    }
  }

  private void check(
      ProviderMode mode,
      Map<String, Map<String, List<String>>> modes,
      Map<String, String> settings,
      String setting,
      List<String> starts) {
    String value = settings.getOrDefault(setting, "").strip();
    if (fits(value, starts)) {
      return;
    }
    Optional<String> other =
        Arrays.stream(ProviderMode.values())
            .filter(one -> one != mode)
            .filter(one -> fits(value, begins(modes, one).getOrDefault(setting, List.of())))
            .map(ProviderMode::word)
            .findFirst();
    throw field("settings." + setting)
        .wrong(
            other.map(word -> "is one of " + word).orElse("is none of " + mode.word())
                + ", and mode is "
                + mode.word()
                + "; give one that begins with "
                + String.join(" or ", starts)
                + other.map(word -> ", or write mode: " + word).orElse(""));
  }

  private static Map<String, List<String>> begins(
      Map<String, Map<String, List<String>>> modes, ProviderMode mode) {
    return modes.getOrDefault(mode.word(), Map.of());
  }

  private static boolean fits(String value, List<String> starts) {
    return starts.stream().anyMatch(start -> fits(value, start));
  }

  /** An address goes on with a port or a path, so that no longer host name fits. */
  private static boolean fits(String value, String start) {
    if (!start.contains(SCHEME)) {
      return value.startsWith(start);
    }
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.startsWith(start)
        && (lower.length() == start.length() || ":/".indexOf(lower.charAt(start.length())) >= 0);
  }

  private static ProviderMode mode(FeeField at, String word) {
    return Arrays.stream(ProviderMode.values())
        .filter(one -> one.word().equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                at.wrong(
                    "'"
                        + word
                        + "' is no mode; write one of "
                        + Arrays.stream(ProviderMode.values())
                            .map(ProviderMode::word)
                            .collect(Collectors.joining(", "))));
  }

  private FeeField field(String name) {
    return new FeeField(where + name);
  }
}
