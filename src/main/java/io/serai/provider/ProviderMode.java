package io.serai.provider;

import java.util.Locale;

/** Whether a provider moves money (S1.34). */
public enum ProviderMode {
  /** It does. */
  LIVE,
  /** It only plays at it. */
  SANDBOX;

  /** The word in files and in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
